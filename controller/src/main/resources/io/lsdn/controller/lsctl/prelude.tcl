# LSDN's commands, forwarded to the program that started this interpreter. A message, either way, is a count of words and the words,
# each "LENGTH\n" and that many bytes of UTF-8. The script gets other standard streams; what it prints goes through the pipe too.
namespace eval ::lsdn::pipe {
    variable in [open /proc/self/fd/0 r] out [open /proc/self/fd/1 w]
    fconfigure $in -translation binary
    fconfigure $out -translation binary -buffering full -buffersize 65536
    close stdin
    open /dev/null r
    close stdout
    if {[catch {open /proc/self/fd/2 w}]} { open /dev/null w }

    proc ask {args} {
        variable in
        variable out
        puts -nonewline $out "[llength $args]\n"
        foreach word $args {
            set bytes [encoding convertto utf-8 $word]
            puts -nonewline $out "[string length $bytes]\n$bytes"
        }
        flush $out
        if {[gets $in count] < 0} exit
        set words {}
        for {set i 0} {$i < $count} {incr i} {
            lappend words [encoding convertfrom utf-8 [read $in [gets $in]]]
        }
        return $words
    }

    # Where the command stands: the innermost frame of a file.
    proc where {} {
        for {set i [info frame]} {$i > 0} {incr i -1} {
            set frame [info frame $i]
            if {[dict exists $frame file] && [dict get $frame file] ne $::lsdn::pipe::self} {
                return [list [dict get $frame file] [dict get $frame line]]
            }
        }
        return {{} 0}
    }

    proc command {name words} {
        lassign [ask command {*}[where] $name {*}$words] kind value
        switch $kind {
            ok { return $value }
            error { return -code error -errorcode LSDN $value }
        }
        set code [catch {uplevel 2 $value} result options]
        ask leave
        if {$code == 1} { dict incr options -level }
        return -options $options $result
    }

    variable self [info script]
    foreach name {settings net phys virt attach detach rule flushVr rate claimLocal validate commit cleanup free show context} {
        proc ::lsdn::$name args "::lsdn::pipe::command $name \$args"
        namespace eval ::lsdn [list namespace export $name]
    }

    rename ::puts plainPuts
    proc ::puts args {
        set words $args
        set end "\n"
        if {[lindex $words 0] eq "-nonewline"} { set end ""; set words [lrange $words 1 end] }
        if {[llength $words] == 1 || ([llength $words] == 2 && [lindex $words 0] eq "stdout")} {
            ::lsdn::pipe::ask print [lindex $words end]$end
            return
        }
        uplevel 1 [list ::lsdn::pipe::plainPuts {*}$args]
    }

    rename ::gets plainGets
    proc gets args { uplevel 1 [list ::lsdn::pipe::plainGets {*}$args] }
    proc ::gets {channel args} {
        if {$channel ne "stdin"} { return [uplevel 1 [list ::lsdn::pipe::plainGets $channel {*}$args]] }
        lassign [::lsdn::pipe::ask read ""] more line
        if {![llength $args]} { return $line }
        upvar 1 [lindex $args 0] variable
        set variable $line
        return [expr {$more ? [string length $line] : -1}]
    }

    proc argvRead args {
        trace remove variable ::argv read ::lsdn::pipe::argvRead
        ask argv
    }

    proc failed {message options} {
        set file ""
        set line 0
        if {[dict exists $options -errorinfo]} {
            regexp {\(file "([^"]*)" line (\d+)\)} [dict get $options -errorinfo] - file line
        }
        ask failed $file $line $message [expr {[dict get $options -errorcode] eq "LSDN"}]
    }

    proc shell {} {
        set text ""
        while 1 {
            lassign [ask read [expr {$text eq "" ? "lsctl> " : "> "}]] more line
            if {!$more} return
            append text $line "\n"
            if {![info complete $text]} continue
            if {[catch {uplevel #0 $text} result]} {
                ask complain $result
            } elseif {$result ne ""} {
                ask print "$result\n"
            }
            set text ""
        }
    }
}
lassign [::lsdn::pipe::ask start] ::lsdn::pipe::script ::lsdn::pipe::trace
set ::argv0 $::lsdn::pipe::script
set ::argv [lrange [::lsdn::pipe::ask arguments] 0 end]
set ::argc [llength $::argv]
if {$::lsdn::pipe::trace} { trace add variable ::argv read ::lsdn::pipe::argvRead }
rename ::exit ::lsdn::pipe::plainExit
proc ::exit {{code 0}} { ::lsdn::pipe::ask exit $code; ::lsdn::pipe::plainExit $code }
if {$::argv0 eq ""} {
    namespace import ::lsdn::*
    ::lsdn::pipe::shell
} elseif {[catch {uplevel #0 [list source -encoding utf-8 $::argv0]} ::lsdn::pipe::message ::lsdn::pipe::options]} {
    ::lsdn::pipe::failed $::lsdn::pipe::message $::lsdn::pipe::options
    ::lsdn::pipe::plainExit 1
}
::lsdn::pipe::plainExit 0
