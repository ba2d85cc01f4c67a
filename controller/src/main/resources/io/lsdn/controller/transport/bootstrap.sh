# Runs on the host, below assignments that the controller wrote: nonce, dir, java_setting, jar_sha, jar_size, systemd_dir, and
# archive_sha, archive_size, archive_for (the Java that the class archive is made for; empty if there is none).
# The positional parameters are what follows "java" on the runner's command line.
# POSIX sh (dash, busybox, bash). Every started program costs a millisecond, so the shell reads files itself where it can.
set -u
umask 077
LC_ALL=C
PATH=${PATH:-}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
unset CDPATH ENV BASH_ENV CLASSPATH JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
newline='
'
cache=$dir/cache
fresh= # a file that is not finished

tell() { printf '%s\n' "lsdn-bootstrap/1 $nonce $*"; }

# One line of what a failed program said.
first_line() { printf '%s' "${1%%"$newline"*}"; }

fail() {
    [ -z "$fresh" ] || rm -f "$fresh"
    tell "fail $1 $(first_line "$2")"
    exit 0
}

# Says why $1 cannot be written, by facts about the file system; $2 is what the failed program said, $3 how many KiB are needed.
cannot_write() {
    free=$(df -Pk "$1" 2>/dev/null | { read -r _; read -r _ _ _ free _; printf '%s' "${free:-}"; })
    inodes=$(df -Pi "$1" 2>/dev/null | { read -r _; read -r _ all _ free _; printf '%s %s' "${all:-0}" "${free:-}"; })
    options=$(mount_options "$1")
    case ,$options, in
        *,ro,*) fail read-only "$1" ;;
    esac
    case $free in
        *[!0-9]* | '') ;;
        *) [ "$free" -ge "$3" ] || fail disk-full "$free KiB free on the file system of $1, $3 KiB are needed" ;;
    esac
    case $inodes in
        '0 '* | *' ' | *' '*[!0-9]*) ;;
        *' 0') fail disk-full "no inode is free on the file system of $1" ;;
    esac
    fail not-writable "$1: $2"
}

# The options of the mount that $1 is on.
mount_options() {
    longest=-1
    options=
    while read -r _ point _ found _; do
        case $1/ in
            "${point%/}"/*)
                if [ "${#point}" -ge "$longest" ]; then
                    longest=${#point}
                    options=$found
                fi
                ;;
        esac
    done </proc/mounts
    printf '%s' "$options"
}

# Checks that only root can change where $1 leads: every component belongs to root and nobody else may write to it, unless it is
# sticky. Of symbolic links root's are followed. Prints what is wrong; nothing means safe. $2 is "leaf" where $1 is ours.
unsafe() {
    (
        wanted=$1
        leaf=$2
        path=
        rest=${1#/}
        set -- /
        while [ -n "$rest" ]; do
            part=${rest%%/*}
            case $rest in
                */*) rest=${rest#*/} ;;
                *) rest= ;;
            esac
            path=$path/$part
            set -- "$@" "$path"
        done
        ls -ldn -- "$@" 2>&1 | {
            while read -r mode _ uid _; do
                component=${1:-}
                shift
                case $mode in
                    [dl]*) ;;
                    -* | [bcps]*) echo "$component is not a directory" && exit ;;
                    *) echo "$component cannot be examined" && exit ;;
                esac
                [ "$uid" = 0 ] || { echo "$component belongs to uid $uid" && exit; }
                case $mode in
                    l*) [ $# -gt 0 ] || [ "$leaf" != leaf ] || { echo "$component is a symbolic link" && exit; } ;;
                    ?????w???[tT]* | ????????w[tT]*)
                        [ $# -gt 0 ] || [ "$leaf" != leaf ] || { echo "others may write to $component" && exit; }
                        ;;
                    ?????w* | ????????w*) echo "others may write to $component" && exit ;;
                esac
            done
            physical=$(cd -P -- "$wanted" 2>/dev/null && pwd -P) || { echo "$wanted cannot be entered" && exit; }
            [ "$physical" = "$wanted" ] || unsafe "$physical" "$leaf"
        }
    )
}

make_dir() {
    if [ ! -e "$dir" ] && [ ! -L "$dir" ]; then
        parent=$dir
        while [ ! -e "$parent" ] && [ ! -L "$parent" ]; do parent=${parent%/*}; parent=${parent:-/}; done
        [ "$parent" = / ] || wrong=$(unsafe "$parent" parent)
        [ -z "${wrong:-}" ] || fail dir-unsafe "$wrong"
        if [ "${dir%/*}" ]; then
            said=$(umask 022 && mkdir -p -- "${dir%/*}" 2>&1) || cannot_write "$parent" "$said" 64
        fi
        said=$(mkdir -- "$dir" 2>&1) || [ -d "$dir" ] || cannot_write "$parent" "$said" 64
    fi
    wrong=$(unsafe "$dir" leaf)
    [ -z "$wrong" ] || fail dir-unsafe "$wrong"
    [ -d "$cache" ] || said=$(mkdir -- "$cache" 2>&1) || [ -d "$cache" ] || cannot_write "$dir" "$said" 64
}

# The directory's name for life: two hosts that show the same one share the directory.
tell_instance() {
    if [ ! -s "$dir/instance" ]; then
        fresh=$dir/.instance-$nonce
        read -r id </proc/sys/kernel/random/uuid
        said=$( (set -C; printf '%s\n' "$id" >"$fresh") 2>&1) || cannot_write "$dir" "$said" 64
        sync "$fresh" 2>/dev/null
        if [ -e "$dir/instance" ]; then
            mv -f "$fresh" "$dir/instance"
        else
            said=$(ln "$fresh" "$dir/instance" 2>&1) || [ -s "$dir/instance" ] || cannot_write "$dir" "$said" 64
        fi
        rm -f "$fresh"
        fresh=
        sync "$dir" 2>/dev/null
    fi
    id=
    read -r id <"$dir/instance"
    case $id in
        '' | *[!0-9a-f-]*) fail dir-unsafe "$dir/instance does not hold an instance id; remove it" ;;
    esac
    tell "fact instance $id"
}

# Sets version, build, arch, libc and vendor of the Java home $1.
read_release() {
    version= build= arch= libc= vendor=
    [ -r "$1/release" ] || return 1
    while IFS='=' read -r key value || [ -n "$key" ]; do
        value=${value#\"}
        value=${value%\"}
        case $key in
            JAVA_VERSION) version=$value ;;
            JAVA_RUNTIME_VERSION) build=$value ;;
            OS_ARCH) arch=$value ;;
            LIBC) libc=$value ;;
            IMPLEMENTOR) vendor=$value ;;
        esac
    done <"$1/release"
    [ -n "$version" ]
}

# Whether $1, a Java home or its java, can run the runner; sets java and java_home. Remembers what it is otherwise.
is_new_enough() {
    java=$1
    [ ! -L "$java" ] || java=$(readlink -f "$java") || return 1
    [ ! -d "$java" ] || java=$java/bin/java
    [ -f "$java" ] && [ -x "$java" ] || return 1
    [ ! -L "$java" ] || java=$(readlink -f "$java") || return 1
    java_home=${java%/bin/java}
    case " $seen " in
        *" $java_home "*) return 1 ;;
    esac
    seen="$seen $java_home"
    read_release "$java_home" || version=$("$java" -version 2>&1 | {
        while read -r _ word quoted _; do
            case $word in version) quoted=${quoted#\"}; printf '%s' "${quoted%%\"*}"; break ;; esac
        done
    })
    major=${version%%[!0-9]*}
    [ "${major:-0}" -lt 25 ] || return 0
    tell "found ${version:-unknown} $java"
    return 1
}

find_java() {
    seen=
    if [ -n "$java_setting" ]; then
        is_new_enough "$java_setting" || fail no-java "lsdn_java $java_setting"
        return
    fi
    on_path=$(command -v java) && is_new_enough "$on_path" && return
    [ -n "${JAVA_HOME:-}" ] && is_new_enough "$JAVA_HOME" && return
    for home in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk*; do
        is_new_enough "$home" && return
    done
    get_runtime
}

# A Java that the controller sends, kept by the hash of what it sent. It is told this machine's kind, and answers with a line.
get_runtime() {
    here=$(uname -m)
    kind=gnu
    for loader in /lib/ld-musl-*; do [ ! -e "$loader" ] || kind=musl; done
    tell "ask-runtime $here $kind"
    read -r runtime_sha runtime_size runtime_kib runtime_home || exit 0
    [ "$runtime_sha" != none ] || fail no-java PATH
    runtime=$cache/runtime-$runtime_sha
    java_home=$runtime/$runtime_home
    is_whole || unpack_runtime
    java=$java_home/bin/java
    read_release "$java_home" || version=unknown
    arch=$here
    libc=$kind
}

# Whether the runtime is what it was when it was unpacked.
is_whole() {
    [ -s "$runtime/.whole" ] && (cd "$runtime" && sha256sum -c .whole) >/dev/null 2>&1
}

# Into a fresh directory, which gets its name when all is there; with the JVM's own class archive, which halves its start.
unpack_runtime() {
    packed=$cache/runtime-$runtime_sha.tar.gz
    receive runtime "$packed" "$runtime_sha" "$runtime_size" cat $((runtime_size / 1024 + runtime_kib + 1))
    shipped=y
    new=$cache/.runtime-$nonce
    said=$(mkdir "$new" 2>&1) || cannot_write "$cache" "$said" "$runtime_kib"
    said=$( { gzip -dc <"$packed" | tar -xof - -C "$new"; } 2>&1)
    rm -f "$packed"
    if [ -n "$said" ] || [ ! -x "$new/$runtime_home/bin/java" ]; then
        rm -rf "$new"
        command -v tar >/dev/null || fail no-tool tar
        cannot_write "$cache" "$said" "$runtime_kib"
    fi
    said=$("$new/$runtime_home/bin/java" -version 2>&1) || { rm -rf "$new"; fail no-java "shipped $said"; }
    [ -e "$new/$runtime_home/lib/server/classes.jsa" ] || "$new/$runtime_home/bin/java" -Xshare:dump >/dev/null 2>&1
    (cd "$new" && find . -type f ! -name .whole -exec sha256sum {} + >.whole) 2>/dev/null
    rm -rf "$runtime"
    said=$(mv "$new" "$runtime" 2>&1)
    is_whole || cannot_write "$cache" "$said" "$runtime_kib"
    sync "$runtime/.whole" 2>/dev/null
}

tell_java() {
    tell "fact java-version $version"
    tell "fact java-build $build"
    tell "fact java-vendor $vendor"
    tell "fact arch $arch"
    tell "fact libc $libc"
    tell "fact java-home $java_home"
}

holds() {
    [ -f "$1" ] && [ ! -L "$1" ] || return 1
    sum=$(sha256sum <"$1") || fail no-tool sha256sum
    [ "${sum%% *}" = "$2" ]
}

# Takes $4 bytes from standard input, through the filter $5 which makes at most $6 KiB of them, as the file $2 of the SHA-256 $3;
# $1 says what to ask for.
# The time stamp is the same on every machine: the JVM compares it with the one in the class archive.
receive() {
    fresh=$cache/.upload-$nonce
    said=$( (set -C; : >"$fresh") 2>&1) || cannot_write "$cache" "$said" "$6"
    tell "need $1"
    said=$( { head -c "$4" | $5 >"$fresh"; } 2>&1)
    if holds "$fresh" "$3"; then
        TZ=UTC0 touch -m -t 202601010000.00 "$fresh" 2>/dev/null
        sync "$fresh" 2>/dev/null
        said=$(mv -f "$fresh" "$2" 2>&1) || cannot_write "$cache" "$said" "$6"
        sync "$cache" 2>/dev/null
        fresh=
        return
    fi
    got=$(wc -c <"$fresh")
    [ -z "$said" ] || cannot_write "$cache" "$said" "$6"
    fail checksum "$((got)) bytes of the $1 are there after $4 were sent"
}

# Of the others' jars, archives and Javas the two that were used last stay; what broke off is an hour old at least.
prune() {
    for kind in jar jsa; do
        kept=0
        ls -tu "$cache" | while read -r name; do
            case $cache/$name in
                "$jar" | "$archive") ;;
                "$cache"/runner-*.$kind)
                    kept=$((kept + 1))
                    [ "$kept" -le 2 ] || rm -f "$cache/$name"
                    ;;
            esac
        done
    done
    kept=0
    ls -td "$cache"/runtime-* 2>/dev/null | while read -r old; do
        [ "$old" != "${runtime:-}" ] || continue
        kept=$((kept + 1))
        [ "$kept" -le 2 ] || rm -rf "$old"
    done
    find "$cache" -maxdepth 1 \( -name '.upload-*' -o -name '.runtime-*' \) -mmin +60 -exec rm -rf {} + 2>/dev/null
}

# The runner outlives this session: a process of its own session, and of its own scope where systemd would end it with ours.
run() {
    cd "$dir" || exit 1
    detach=
    ! command -v setsid >/dev/null || detach=setsid
    if [ -d "$systemd_dir" ] && command -v systemd-run >/dev/null; then
        mark=$dir/.scope-$nonce
        : >"$mark"
        systemd-run --scope --quiet --collect -- sh -c 'rm -f "$1"; printf "%s\n" "$2"; shift 2; exec "$@"' \
            lsdn "$mark" "lsdn-bootstrap/1 $nonce start" $detach "$java" "$@"
        code=$?
        [ -e "$mark" ] || exit $code
        rm -f "$mark"
    fi
    tell start
    $detach "$java" "$@"
    exit
}

uid=$(id -u)
[ "$uid" = 0 ] || fail no-privileges "$uid"
make_dir
tell_instance
shipped=
find_java
tell_java
jar=$cache/runner-$jar_sha.jar
archive=
if ! holds "$jar" "$jar_sha"; then
    receive jar "$jar" "$jar_sha" "$jar_size" cat $((jar_size / 1024 + 1))
    shipped=y
fi
if [ -n "$archive_for" ] && [ "$vendor $build $arch $libc" = "$archive_for" ]; then
    archive=$cache/runner-$jar_sha-$archive_sha.jsa
    if ! holds "$archive" "$archive_sha"; then
        receive archive "$archive" "$archive_sha" "$archive_size" 'gzip -dc' $((archive_size / 128 + 1))
        shipped=y
    fi
    set -- "-XX:SharedArchiveFile=$archive" "$@"
fi
[ -z "$shipped" ] || prune
trap '' HUP
run "$@"
