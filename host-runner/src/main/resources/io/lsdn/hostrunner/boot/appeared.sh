# Asks for a run if a confirmed generation knows the interface that is named, or that udev names in INTERFACE. One for every link
# that appears, so it starts no program. Written by lsdn-deploy below the assignment of "wanted".
name=${1:-${INTERFACE:-}}
for known in "${0%/*}"/*/interfaces; do
    [ -e "$known" ] || continue
    while IFS= read -r one; do
        if [ "$one" = "$name" ]; then
            : >"$wanted"
            exit
        fi
    done <"$known"
done
exit 0
