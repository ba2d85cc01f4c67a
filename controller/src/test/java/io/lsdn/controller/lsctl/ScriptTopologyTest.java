package io.lsdn.controller.lsctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Rate;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts in the real tclsh: every command with its options and nestings, and what each refuses. */
class ScriptTopologyTest {
    private static final String TWO = """
            namespace import lsdn::*
            settings vxlan/e2e
            settings geneve -name static -port 0x17c2
            phys -name a -if eth0 -ip 172.16.0.1
            phys -name b -if eth0 -ip 172.16.0.2
            """;

    @TempDir
    private Path directory;

    private ScriptTopology.Outcome run(String script, String... arguments) throws Exception {
        Files.writeString(directory.resolve("topo.lsctl"), script);
        return new ScriptTopology("topo.lsctl", directory, Duration.ofSeconds(60)).run(List.of(arguments));
    }

    private Topology model(String script, String... arguments) throws Exception {
        ScriptTopology.Outcome outcome = run(script, arguments);
        assertEquals(List.of(), outcome.problems());
        return outcome.states().getLast().topology();
    }

    private Net shop(String script) throws Exception {
        return net(model(TWO + script), "shop");
    }

    private static Net net(Topology t, String name) {
        return Optional.ofNullable(t.nets().get(name)).orElseThrow();
    }

    private static Virt virt(Net net, String name) {
        return Optional.ofNullable(net.virts().get(name)).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "net shop -vid 1 { attach a b; virt -name v -phys a -if tap0 }",
                "net shop -vid 1; attach -net shop a b; virt -net shop -name v -phys a -if tap0",
                "net shop -vid 1; attach -phys a shop; attach -phys b -net shop; virt -net shop -name v -phys a -if tap0",
                "net shop -vid 1 -phys a; phys -name b -net shop; phys -name a { virt -net shop -name v -if tap0 }",
                "phys -name a { net shop -vid 1 { virt -name v -if tap0 } }; phys -name b { attach shop }",
                "net shop -vid 1 { phys -name a; phys -name b { virt -name v -if tap9 } }; virt -net shop -name v -phys a -if tap0",
                "net shop -vid 01 { attach a b }; foreach n {v} { virt -net shop -name $n {*}{-phys a -if tap0} }",
                "net shop -vid 1 {attach a b}; virt -net shop -name w -phys b -if x; virt -net shop -name w -remove;"
                        + " virt -net shop -name v -phys a -if tap0",
                "net shop -vid 1 {attach a b}; net gone -vid 2; net gone -remove; proc p {} {virt -net shop -name v -phys a -if tap0}; p",
            })
    void one_net_in_every_way_of_saying_it(String script) throws Exception {
        Net shop = shop(script + "\ncommit");
        assertEquals(1, shop.vid());
        assertEquals(Set.of("a", "b"), shop.attach());
        assertEquals(Set.of("v"), shop.virts().keySet());
        assertEquals("a", virt(shop, "v").phys());
        assertEquals(Optional.of("tap0"), virt(shop, "v").interfaceName());
    }

    @Test
    void attributes_are_set_changed_and_cleared() throws Exception {
        Topology t = model(TWO + """
                phys -name c -if eth7 -ip fd00::1
                phys -name c -ifClear -ipClear
                phys -name d -if eth7 -ip fd00::2
                phys -name d -remove
                net 0x7 -settings static
                net shop -vid 1 { attach a b; detach b }
                virt -net 0x7 -name v -phys a -if tap0 -mac 0000000000A1
                virt -net shop -name w -phys a -if tap1 -mac 00:00:00:00:00:a2
                virt -net shop -name w -macClear {
                    rate in -avg 1kb -burst 2kb -burstRate 3kbit
                    rate out -avg 100 -burst 200
                    rate out
                    rule in 1 drop -srcIp 10.0.0.0/255.0.0.0 -dstIp 10.1.0.0/16
                    flushVr
                    rule out 0x10 drop -srcMac 00:00:00:00:00:01 -dstMac 00:00:00:00:00:02
                }
                """);
        assertEquals(Set.of("a", "b", "c"), t.physes().keySet());
        assertEquals(Optional.empty(), t.phys("c").interfaceName());
        assertEquals(Optional.empty(), t.phys("c").ip());
        assertEquals(7, net(t, "0x7").vid());
        assertEquals(
                "00:00:00:00:00:a1",
                virt(net(t, "0x7"), "v").mac().orElseThrow().toString());
        Virt w = virt(net(t, "shop"), "w");
        assertEquals(Set.of("a"), net(t, "shop").attach());
        assertEquals(Optional.empty(), w.mac());
        assertEquals(Optional.of(new Rate(8192, Optional.of(2048L), Optional.of(3072L))), w.rateIn());
        assertEquals(Optional.empty(), w.rateOut());
        assertEquals(1, w.rules().size());
        assertEquals(16, w.rules().getFirst().prio());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "settings | expected one type",
                "settings genev | expected one type",
                "settings vlan -port 1 | have no -port",
                "settings vxlan/mcast -name m | need -mcastIp",
                "settings vxlan/e2e -name m -mcastIp 239.0.0.1 | have no -mcastIp",
                "settings vxlan/e2e | exist already",
                "settings geneve -name x -port 65536 | not a whole number",
                "net shop | so that its name is its vid",
                "net shop -vid 1 -setings x | did you mean '-settings'",
                "net shop -vid 1 -settings none | no settings 'none' before this net",
                "net shop -vid | needs a value",
                "net shop -vid 1 -vid 2 | given twice",
                "net shop -vid 1 -phys z | no phys 'z' before this command",
                "net shop -vid 1; net shop -vid 2 | has vid 1 already",
                "net gone -remove | no net 'gone'",
                "net shop -vid 1 { net more -vid 2 } | can not stand in a net",
                "phys -name a { net shop -vid 1 -phys b } | takes no -phys",
                "net shop -vid 1 { phys -name a -net shop } | takes no -net",
                "phys -name a -if x -ifClear | exclude each other",
                "phys -name z -remove | no phys 'z'",
                "phys -remove | needs -name",
                "phys -name a -ip 1.2.3 | not an IP address",
                "virt -name v -phys a -if t | needs -net, or to stand in a net",
                "net shop -vid 1 { virt -net shop -name v } | takes no -net",
                "phys -name a { net shop -vid 1 { virt -phys b -name v } } | takes no -phys",
                "net shop -vid 1 { virt -name v -mac 1:2 } | not a MAC address",
                "net shop -vid 1 { virt -name v -remove } | no virt 'v' in net 'shop'",
                "attach a | needs -phys or -net",
                "net shop -vid 1 { attach } | which phys",
                "net shop -vid 1; attach -phys a -net shop b | besides",
                "net shop -vid 1 { attach z } | no phys 'z'",
                "rule in 1 drop | can not stand outside",
                "net shop -vid 1 { virt -name v { rule in 1 pass } } | the action is drop",
                "net shop -vid 1 { virt -name v { rule up 1 drop } } | expected 'in' or 'out'",
                "net shop -vid 1 { virt -name v { rule in 1 } } | usage: rule",
                "net shop -vid 1 { virt -name v { rule in 1 drop -srcIp 1.2.3.4/99 } } | not a subnet",
                "net shop -vid 1 { virt -name v { rate in -avg 1mb } } | has -avg and -burst",
                "net shop -vid 1 { virt -name v { rate in -avg 1xb -burst 1kb } } | not a number with one of the units",
                "net shop -vid 1 { virt -name v { flushVr 1 } } | takes no arguments",
                "flushVr | can not stand outside",
                "net shop -vid 1 { commit } | can not stand in a net",
                "commit now | takes no arguments",
                "show | usage: show",
                "show -tcl -json | usage: show",
                "claimLocal | which phys",
                "phys -name a { claimLocal b } | takes no other",
                "vnet 1 | invalid command name",
                "exit 3 | exit code 3",
            })
    void what_is_wrong_is_refused_with_its_place(String script, String message) throws Exception {
        List<Diagnostic> problems = run(TWO + "\n" + script).problems();
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(
                problems.getFirst().message().contains(message),
                problems.getFirst().message());
        int line = problems.getFirst().location().orElseThrow().line();
        assertEquals(message.contains("exit code") ? 1 : 7, line, problems::toString);
    }

    @Test
    void an_error_in_a_body_a_proc_or_a_sourced_file_has_its_own_line() throws Exception {
        assertEquals(9, line(run(TWO + "net shop -vid 1 {\n    attach a\n\n    attach z\n}")));
        assertEquals(8, line(run(TWO + "proc p {} {\n\n    attach z\n}\nnet shop -vid 1\np")));
        Files.writeString(directory.resolve("more.lsctl"), "# one\n# two\nattach z\n");
        Diagnostic sourced = run(TWO + "source more.lsctl").problems().getFirst();
        assertEquals("more.lsctl:3:1", sourced.location().orElseThrow().toString());
    }

    private static int line(ScriptTopology.Outcome outcome) {
        return outcome.problems().getFirst().location().orElseThrow().line();
    }

    @Test
    void a_model_that_is_not_valid_is_told_at_its_objects() throws Exception {
        ScriptTopology.Outcome outcome =
                run("settings vxlan/e2e\nphys -name a -if eth0\nnet shop -vid 1 {\n  attach a\n}\ncommit\n");
        assertEquals(2, line(outcome));
        assertTrue(outcome.problems().getFirst().object().startsWith("physes.a"), outcome::toString);
    }

    @Test
    void every_commit_is_a_state_and_cleanup_the_empty_one() throws Exception {
        ScriptTopology.Outcome outcome = run(TWO + """
                net shop -vid 1 { attach a b; virt -name v -phys a -if tap0 }
                commit
                virt -net shop -name v -phys b -if tap3
                commit
                free
                cleanup
                """);
        assertEquals(List.of(), outcome.problems());
        assertEquals(
                List.of("a", "b", ""),
                outcome.states().stream()
                        .map(s -> Optional.ofNullable(s.topology().nets().get("shop"))
                                .map(n -> virt(n, "v").phys())
                                .orElse(""))
                        .toList());
    }

    @Test
    void a_script_that_asks_who_it_is_says_the_same_for_each_phys_or_is_refused() throws Exception {
        String net = "net shop -vid 1 { attach a b }\n";
        assertEquals(
                Set.of("a", "b"),
                model(TWO + net + "claimLocal [lindex $argv 0]\ncommit")
                        .physes()
                        .keySet());
        Diagnostic differs = run(TWO + net + "if {$argv eq {b}} { virt -net shop -name v -phys b -if t }\ncommit")
                .problems()
                .getFirst();
        assertEquals("lsctl-arguments-differ", differs.code());
        String wanted = TWO + "net shop -vid [lindex $argv 0] { attach a b }\ncommit";
        assertEquals(5, net(model(wanted, "5"), "shop").vid());
    }

    @Test
    void what_is_shown_is_the_model_and_reads_back() throws Exception {
        String script = TWO + """
                net shop -vid 1 { attach a b; virt -name v -phys a -if tap0 { rate in -avg 1mb -burst 9kb } }
                set f [open shown.lsctl w]; puts $f [show -tcl]; close $f
                set f [open shown.json w]; puts $f [show -json]; close $f
                """;
        Topology said = model(script);
        assertEquals(said, model(Files.readString(directory.resolve("shown.lsctl"))));
        assertTrue(Files.readString(directory.resolve("shown.json")).contains("\"shop\""));
    }

    @Test
    void nothing_is_left_of_a_script() throws Exception {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            long before = files.filter(f -> f.getFileName().toString().startsWith("lsdn-lsctl-"))
                    .count();
            run(TWO);
            try (var after = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
                assertEquals(
                        before,
                        after.filter(f -> f.getFileName().toString().startsWith("lsdn-lsctl-"))
                                .count());
            }
        }
    }
}
