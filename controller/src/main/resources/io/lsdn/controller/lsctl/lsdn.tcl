# LSDN's commands in a Tcl interpreter. Each asks the program that started this one, which holds the model:
# a question and its answer are a number of words, then each word's length in bytes and the word, in UTF-8, over two named pipes.
#   tclsh lsdn.tcl DIRECTORY-OF-THE-PIPES [SCRIPT [ARGUMENT ...]]     without a script: what is typed
namespace eval ::lsdn {
    variable asking [open [file join [lindex $::argv 0] questions] w]
    variable hearing [open [file join [lindex $::argv 0] answers] r]
    fconfigure $asking -translation binary
    fconfigure $hearing -translation binary
    # File and line of the commands whose bodies are being evaluated, innermost last.
    variable bodies {}
}

proc ::lsdn::Ask {args} {
    variable asking
    variable hearing
    set question "[llength $args]\n"
    foreach word $args {
        set bytes [encoding convertto utf-8 $word]
        append question [string length $bytes] \n $bytes
    }
    puts -nonewline $asking $question
    flush $asking
    set answer {}
    for {set left [gets $hearing]} {[string is integer -strict $left] && $left > 0} {incr left -1} {
        lappend answer [encoding convertfrom utf-8 [read $hearing [gets $hearing]]]
    }
    if {[llength $answer] != 2} {
        # Who held the model is gone, and so are we.
        exit 1
    }
    return $answer
}

# File and line of a command by its frame. Within a body Tcl counts lines from the body's own first one.
proc ::lsdn::Place {frame} {
    variable bodies
    set line [expr {[dict exists $frame line] ? [dict get $frame line] : 1}]
    if {[dict exists $frame file]} {
        return [list [dict get $frame file] $line]
    }
    if {[llength $bodies] > 0} {
        lassign [lindex $bodies end] file first
        return [list $file [expr {$first + $line - 1}]]
    }
    return [list [info script] $line]
}

proc ::lsdn::Call {name words} {
    variable bodies
    set place [Place [info frame -2]]
    lassign [Ask $name {*}$place {*}$words] status text
    switch -- $status {
        done {
            return $text
        }
        body {
            lappend bodies $place
            set code [catch {uplevel 2 [lindex $words end]} result options]
            set bodies [lrange $bodies 0 end-1]
            Ask .leave {*}$place
            if {$code == 1} {
                return -options $options $result
            }
            return $result
        }
        default {
            return -code error -errorcode [list LSDN {*}$place] $text
        }
    }
}

foreach ::lsdn::name {
    settings net phys virt attach detach rule flushVr rate claimLocal validate commit cleanup free show context
} {
    proc ::lsdn::$::lsdn::name {args} "Call $::lsdn::name \$args"
    namespace eval ::lsdn [list namespace export $::lsdn::name]
}
unset ::lsdn::name
# 'namespace import lsdn::*' is optional in a script.
namespace import ::lsdn::*

# Where an error that a script did not catch arose: of a command of ours its own place, else the script's command.
proc ::lsdn::ErrorPlace {options} {
    set code [dict get $options -errorcode]
    if {[lindex $code 0] eq "LSDN"} {
        return [lrange $code 1 2]
    }
    if {[regexp {\(file "(.*?)" line (\d+)\)} [dict get $options -errorinfo] -> file line]} {
        return [list $file $line]
    }
    return [list $::argv0 1]
}

proc ::lsdn::Run {script arguments} {
    set ::argv0 $script
    set ::argv $arguments
    set ::argc [llength $arguments]
    set ::tcl_interactive 0
    foreach variable {argv argc} {
        trace add variable ::$variable read {::lsdn::Ask .argv {} 1 ;#}
    }
    if {[catch {uplevel #0 [list source -encoding utf-8 $script]} message options]} {
        Ask .failed {*}[ErrorPlace $options] $message
        exit 1
    }
}

proc ::lsdn::Prompt {text} {
    if {$::tcl_interactive} {
        puts -nonewline $text
        flush stdout
    }
}

# What is typed. At a terminal an error is told and the next command asked for; of a pipe it is the end.
proc ::lsdn::Converse {} {
    # Only a terminal has modes.
    set ::tcl_interactive [expr {![catch {fconfigure stdin -mode}]}]
    set command {}
    Prompt "% "
    while {[gets stdin line] >= 0} {
        append command $line \n
        if {![info complete $command]} {
            Prompt "> "
            continue
        }
        Obey $command
        set command {}
        Prompt "% "
    }
    # The shell that started this goes on in a line of its own. A command without its end is an error, too.
    Prompt \n
    if {[string trim $command] ne {}} {
        Obey $command
    }
}

proc ::lsdn::Obey {command} {
    if {[catch {uplevel #0 $command} result]} {
        puts stderr $result
        if {!$::tcl_interactive} {
            exit 1
        }
    } elseif {$result ne {}} {
        puts $result
    }
}

if {[llength $::argv] > 1} {
    ::lsdn::Run [lindex $::argv 1] [lrange $::argv 2 end]
} else {
    ::lsdn::Converse
}
