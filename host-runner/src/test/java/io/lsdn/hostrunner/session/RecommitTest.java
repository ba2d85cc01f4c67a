package io.lsdn.hostrunner.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.hostrunner.apply.Generation;
import io.lsdn.hostrunner.apply.Journal;
import io.lsdn.hostrunner.fake.FakeKernel;
import io.lsdn.hostrunner.fake.FakeMachine;
import io.lsdn.hostrunner.fake.Topologies;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.kernel.ObjectKey;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Holder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host that builds what was confirmed, in every state that it can be found in. */
@Timeout(60)
class RecommitTest {
    private static final Holder ROLLOUT =
            new Holder("01JD0000000000000000000001", "ann", "desk", 41, "2026-01-02T03:04:05Z");
    private static final ObjectKey MASTER_OF_TAP1 = new ObjectKey.OfSetting("tap1", LinkSetting.Attribute.MASTER);

    @TempDir
    private Path home;

    private final FakeKernel kernel =
            new FakeKernel().withInterface("eth0", Topologies.ip(0)).withInterface("tap0");

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private FakeMachine machine() {
        return new FakeMachine(kernel, home);
    }

    private void confirm(long number, Topology t) throws IOException {
        machine()
                .state("lsdn")
                .generations()
                .write(new Generation(
                        number, ROLLOUT.rollout(), "2026", t.slice(Set.of("a")), Set.of("a"), List.of(), List.of()));
    }

    private int boot(FakeMachine machine) {
        said.reset();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return BootMain.run(machine, "lsdn", out, out);
    }

    private List<String> said() {
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void what_was_confirmed_is_built_and_what_has_no_interface_waits() throws Exception {
        confirm(3, Topologies.e2e("tap0", "tap1"));
        assertEquals(0, boot(machine()));
        assertEquals(
                List.of(
                        "context lsdn: generation 3, " + kernel.log().size() + " changes made",
                        "context lsdn: pending: virt v-tap1 of net shop waits for interface tap1"),
                said());
        assertTrue(kernel.snapshot().get(new ObjectKey.OfLink("lsdn-b7")).isPresent());
        assertEquals(0, boot(machine()));
        assertEquals("context lsdn: generation 3, nothing to do", said().getFirst());
    }

    @Test
    void an_interface_that_comes_is_connected() throws Exception {
        confirm(3, Topologies.e2e("tap0", "tap1"));
        boot(machine());
        kernel.withInterface("tap1");
        assertEquals(0, boot(machine()));
        assertEquals(1, said().size());
        assertEquals(
                Optional.of(new LinkSetting.Master("tap1", "lsdn-b7")),
                kernel.snapshot().get(MASTER_OF_TAP1));
        var record = machine().state("lsdn").latest().orElseThrow();
        assertTrue(record.originals().stream().anyMatch(o -> o.link().equals("tap1")));
        assertEquals(3, record.number());
    }

    @Test
    void an_interface_that_somebody_else_uses_is_left_to_them_and_named() throws Exception {
        kernel.withInterface("tap1")
                .apply(List.of(
                        Change.add(new Link("virbr0", new LinkKind.Bridge(false), "")),
                        Change.add(new LinkSetting.Master("tap1", "virbr0"))));
        confirm(3, Topologies.e2e("tap0", "tap1"));
        assertEquals(2, boot(machine()));
        assertEquals(
                "context lsdn: left out: interface tap1 already belongs to virbr0; take it out first: 'ip link set tap1"
                        + " nomaster'",
                said().getLast());
        KernelState now = kernel.snapshot();
        assertEquals(Optional.of(new LinkSetting.Master("tap1", "virbr0")), now.get(MASTER_OF_TAP1));
        assertEquals(
                Optional.of(new LinkSetting.Master("tap0", "lsdn-b7")),
                now.get(new ObjectKey.OfSetting("tap0", LinkSetting.Attribute.MASTER)));
    }

    @Test
    void a_link_of_somebody_else_under_our_name_is_not_touched() throws Exception {
        kernel.apply(List.of(Change.add(new Link("lsdn-b7", new LinkKind.Bridge(false), "mine"))));
        KernelState before = kernel.snapshot();
        confirm(3, Topologies.e2e("tap0"));
        assertEquals(2, boot(machine()));
        assertTrue(said().getLast().contains("link lsdn-b7 exists and is not ours"), said().toString());
        before.objects().values().stream()
                .filter(o -> o.key().site().equals("lsdn-b7"))
                .forEach(o -> assertEquals(Optional.of(o), kernel.snapshot().get(o.key())));
    }

    @Test
    void what_an_unfinished_rollout_left_in_another_boot_is_recovered_first() throws Exception {
        confirm(3, Topologies.e2e("tap0"));
        journal(false, "boot-1");
        FakeMachine machine = machine();
        machine.boot("boot-2");
        assertEquals(0, boot(machine));
        assertTrue(said().contains("context lsdn: recovered from an unfinished rollout"), said().toString());
        assertTrue(machine.state("lsdn").journal().read() instanceof Journal.None);
        assertTrue(kernel.snapshot().get(new ObjectKey.OfLink("lsdn-b7")).isPresent());
    }

    private void journal(boolean kept, String bootId) throws IOException {
        machine()
                .state("lsdn")
                .journal()
                .write(new Journal.Entry(bootId, ROLLOUT, Optional.of(3L), kept, List.of(), List.of(), List.of()));
    }

    @Test
    void what_a_failed_rollout_kept_stays_until_the_next_rollout_or_boot() throws Exception {
        confirm(3, Topologies.e2e("tap0"));
        journal(true, "boot-1");
        KernelState before = kernel.snapshot();
        assertEquals(0, boot(machine()));
        assertEquals(before, kernel.snapshot());
        FakeMachine machine = machine();
        machine.boot("boot-2");
        assertEquals(0, boot(machine));
        assertTrue(kernel.snapshot().get(new ObjectKey.OfLink("lsdn-b7")).isPresent());
    }

    @Test
    void a_rollout_that_holds_the_lock_is_waited_for_but_not_for_ever() throws Exception {
        confirm(3, Topologies.e2e("tap0"));
        FakeMachine machine = machine();
        var lock = (Machine.Taken) machine.lock("lsdn", ROLLOUT);
        var silence = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        KernelState before = kernel.snapshot();
        assertEquals(
                new Recommit.Busy(ROLLOUT),
                new Recommit(machine, java.time.Duration.ofMillis(300), silence).run("lsdn"));
        assertEquals(before, kernel.snapshot());
        var free = new Thread(
                () -> {
                    try {
                        Thread.sleep(400);
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                    lock.lock().close();
                },
                "rollout");
        free.start();
        assertEquals(0, boot(machine));
        free.join();
        assertEquals(Optional.empty(), machine.holder("lsdn"));
    }

    @Test
    void a_newest_generation_that_cannot_be_read_is_not_replaced_by_an_older_one() throws Exception {
        confirm(2, Topologies.e2e("tap0"));
        confirm(3, Topologies.e2e("tap0"));
        boot(machine());
        KernelState before = kernel.snapshot();
        Path newest = home.resolve("lsdn/generation-3");
        byte[] whole = Files.readAllBytes(newest);
        whole[whole.length - 1] ^= 1;
        Files.write(newest, whole);
        assertEquals(2, boot(machine()));
        assertTrue(said().getLast().contains("generation-3 does not have its checksum"), said().toString());
        assertEquals(before, kernel.snapshot());
    }

    @Test
    void where_nothing_was_confirmed_nothing_is_there() {
        KernelState before = kernel.snapshot();
        assertEquals(0, boot(machine()));
        assertEquals(List.of("context lsdn: nothing was confirmed here, nothing to do"), said());
        assertEquals(before, kernel.snapshot());
    }

    @Test
    void what_the_kernel_refuses_is_named_and_the_rest_is_built() throws Exception {
        confirm(3, Topologies.e2e("tap0"));
        kernel.refuse(c -> c.key().equals(new ObjectKey.OfSetting("tap0", LinkSetting.Attribute.MASTER)));
        assertEquals(2, boot(machine()));
        assertEquals(
                "context lsdn: not done: master of tap0 is missing: EPERM (Operation not permitted)", said().getLast());
        assertTrue(kernel.snapshot().get(new ObjectKey.OfLink("lsdn-b7")).isPresent());
    }
}
