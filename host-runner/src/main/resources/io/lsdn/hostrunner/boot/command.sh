# Written by lsdn-deploy below the assignment of "java", the one that ran when this was written, and above the runner's arguments.
unset CLASSPATH JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS

# Whether the Java home $1 is of 25 or later.
is_new_enough() {
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
    while IFS='=' read -r key value || [ -n "$key" ]; do
        if [ "$key" = JAVA_VERSION ]; then
            value=${value#\"}
            value=${value%%[!0-9]*}
            [ "${value:-0}" -ge 25 ]
            return
        fi
    done <"$1/release"
    return 1
}

if [ ! -x "$java" ]; then
    for home in "${JAVA_HOME:-/}" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk*; do
        ! is_new_enough "$home" || java=$home/bin/java
    done
fi
if [ ! -x "$java" ]; then
    echo "there is no $java any more, nor another Java of 25 or later; install one, then: lsdn-deploy boot install" >&2
    exit 1
fi
