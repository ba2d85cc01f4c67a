package io.lsdn.controller.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.netmodel.diagnostic.DiagnosticPrinter;
import io.lsdn.netmodel.diagnostic.SourceLocation;
import io.lsdn.netmodel.topology.Topology;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParticipantsTest {
    private static final Topology ABC = Nets.over("a", "b", "c")
            .net("shop", 7, "a", "b")
            .net("till", 8, "b", "c")
            .done();

    private static PlayHost host(String name) {
        return new PlayHost(name, "192.0.2.1", Optional.empty(), Optional.empty());
    }

    private static PlayHost host(String name, int line, String... physes) {
        return new PlayHost(
                name,
                "192.0.2.1",
                Optional.of(new LinkedHashSet<>(List.of(physes))),
                Optional.of(new SourceLocation("hosts.ini", line, 3, "")));
    }

    private static List<String> problems(PlayHost... hosts) {
        return Participants.of(ABC, List.of(hosts), Set.of("a", "b", "c")).problems().stream()
                .map(DiagnosticPrinter::print)
                .map(text -> text.lines().findFirst().orElseThrow())
                .toList();
    }

    @Test
    void a_host_claims_the_phys_of_its_name_or_those_that_the_inventory_says() {
        var all = Participants.of(ABC, List.of(host("b"), host("m", 2, "c", "a")), Set.of("b", "m"));
        assertFalse(all.hasErrors());
        assertEquals(Set.of("b"), all.inside().get(0).claims());
        assertEquals(Set.of("a", "c"), all.inside().get(1).claims());
        assertEquals(ABC.slice(Set.of("b")), all.inside().get(0).slice());
    }

    @Test
    void a_host_that_claims_nothing_is_a_bystander() {
        var all = Participants.of(ABC, List.of(host("a"), host("b"), host("c"), host("z")), Set.of("a", "b", "c", "z"));
        assertFalse(all.hasErrors());
        assertTrue(all.inside().get(3).bystander());
        assertEquals(Topology.empty("lsdn"), all.inside().get(3).slice());
    }

    @Test
    void the_limit_chooses_who_is_contacted_and_not_who_claims() {
        var all = Participants.of(ABC, List.of(host("a"), host("b"), host("c")), Set.of("b"));
        assertFalse(all.hasErrors());
        assertEquals(List.of("b"), all.inside().stream().map(Participant::host).toList());
        assertEquals(
                List.of("a", "c"), all.outside().stream().map(Participant::host).toList());
    }

    @Test
    void a_phys_that_nobody_claims_is_an_error_with_the_hosts_that_could() {
        assertEquals(
                List.of(
                        "error: physes.c: no host of the inventory claims this phys; name a host c, or set lsdn_phys=c on"
                                + " the host that it is; these claim nothing: x, y [phys-unclaimed]"),
                problems(host("a"), host("b"), host("x"), host("y")));
    }

    @Test
    void a_claim_of_a_phys_that_is_not_there_is_an_error_with_those_that_are_free() {
        assertEquals(
                "hosts.ini:5:3: error: hosts.m: lsdn_phys names d, but the topology has no such phys; nobody claims c"
                        + " [claim-unknown-phys]",
                problems(host("a"), host("b"), host("m", 5, "d")).getLast());
    }

    @Test
    void a_phys_that_is_claimed_twice_is_an_error_that_names_both() {
        assertEquals(
                List.of(
                        "hosts.ini:9:3: error: hosts.m: claims phys b, which host b claims too; a phys is one machine: set"
                                + " lsdn_phys on one of them to what it is [phys-claimed-twice]"),
                problems(host("a"), host("b"), host("c"), host("m", 9, "b")));
    }

    @Test
    void two_physes_of_one_tunnel_net_on_one_host_are_refused_by_name() {
        assertEquals(
                List.of(
                        "hosts.ini:4:3: error: hosts.m: claims a and b, but net 'shop' is attached to phys 'a' too, which the"
                                + " same machine claims, and can not be built twice in it on phys 'b'; attach one of them"
                                + " [net-claimed-twice]",
                        "hosts.ini:4:3: error: hosts.m: claims a and b, but interface 'tap7' is virt 'v-a' of net 'shop'"
                                + " already on phys 'b'; each virt has its own interface [interface-used-twice]"),
                problems(host("m", 4, "a", "b"), host("c")));
    }

    @Test
    void cleanup_gives_every_host_an_empty_slice() {
        var all = Participants.cleanup("shop", List.of(host("a"), host("m", 2, "nothing")), Set.of("a", "m"));
        assertFalse(all.hasErrors());
        assertEquals(Topology.empty("shop"), all.inside().get(1).slice());
        assertFalse(all.inside().get(1).bystander());
    }
}
