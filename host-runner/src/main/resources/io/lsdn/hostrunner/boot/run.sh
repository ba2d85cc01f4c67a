# Builds what was confirmed last of every context that was told to (lsdn-deploy boot install), or of those that are named, as far
# as its interfaces are there. Written by lsdn-deploy below the assignment of "wanted": a file that asks for a run.
# Ends with 0, 7 (a rollout holds the lock; asked for again) or another code if something could not be built.
here=${0%/*}
code=0
# Before anything is read: what appears from now on asks anew.
rm -f "$wanted"
if [ $# -eq 0 ]; then
    for one in "$here"/*/command; do
        [ -e "$one" ] || continue
        one=${one%/command}
        set -- "$@" "${one##*/}"
    done
fi
for context; do
    if [ ! -r "$here/$context/command" ]; then
        echo "context $context: not installed here (lsdn-deploy boot install --context $context)" >&2
        code=5
        continue
    fi
    sh "$here/$context/command"
    one=$?
    [ $one -eq 0 ] || [ $code -eq 7 ] || code=$one
done
[ $code -ne 7 ] || : >"$wanted"
exit $code
