# Reads surefire's reports: names each test that failed or was skipped with its first words, then prints the totals.
function attribute(line, name,    from, rest) {
    from = index(line, " " name "=\"")
    if (from == 0) return ""
    rest = substr(line, from + length(name) + 3)
    return substr(rest, 1, index(rest, "\"") - 1)
}
function text(s) {
    gsub(/&#10;.*/, "", s)
    gsub(/&lt;/, "<", s); gsub(/&gt;/, ">", s); gsub(/&quot;/, "\"", s); gsub(/&apos;/, "'", s); gsub(/&#[0-9]+;/, " ", s)
    gsub(/&amp;/, "\\&", s)
    return substr(s, 1, 400)
}
/<testcase / { test = attribute($0, "classname") "." text(attribute($0, "name")); tests++; known = 0 }
/<(failure|error)[ >]/ && !known { known = 1; failed++; print "FAILED  " test ": " text(attribute($0, "message")) }
/<skipped/ && !known { known = 1; skipped++; print "SKIPPED " test ": " text(attribute($0, "message")) }
END { printf "%d passed, %d failed, %d skipped\n", tests - failed - skipped, failed, skipped }
