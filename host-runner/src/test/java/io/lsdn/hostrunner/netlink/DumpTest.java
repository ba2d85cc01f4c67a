package io.lsdn.hostrunner.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.hostrunner.apply.KernelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dumps and batches against a kernel that answers what a test tells it to. */
class DumpTest {
    private static final int MULTI = 0x2;

    /** Answers a send by what comes next in its script. */
    private static final class Scripted implements Channel {
        private final ArrayDeque<List<Object>> script = new ArrayDeque<>();
        private final ArrayDeque<Object> answers = new ArrayDeque<>();
        private final List<Integer> sends = new ArrayList<>();
        private int next = 7;
        private int first;

        /** @param answers datagrams, or errnos */
        Scripted answering(Object... answers) {
            script.add(List.of(answers));
            return this;
        }

        @Override
        public int sequences(int count) {
            sends.add(count);
            first = next;
            next += count;
            return first;
        }

        @Override
        public void send(byte[] messages, int length) {
            answers.clear();
            answers.addAll(script.size() > 1 ? script.removeFirst() : script.getFirst());
        }

        @Override
        public Datagram receive() throws KernelException {
            Object answer = answers.poll();
            return switch (answer) {
                case null -> throw new KernelException(Errno.EAGAIN, "nothing");
                case Integer errno -> throw new KernelException(errno, "scripted");
                case Part part -> new Datagram(part.bytes(first), part.truncated());
                default -> throw new AssertionError(answer);
            };
        }
    }

    /** A datagram with one message, whose sequence number is that of the request, or another one's. */
    private record Part(int type, int flags, int value, int offset, boolean truncated) {
        byte[] bytes(int first) {
            byte[] message = new MessageWriter(type, flags).u32(value).zeros(16).message();
            MessageWriter.setSequence(message, 0, first + offset);
            return truncated ? Arrays.copyOf(message, 18) : message;
        }
    }

    private static Part row(int value) {
        return new Part(LinkMessages.NEWLINK, MULTI, value, 0, false);
    }

    private static Part interrupted(int value) {
        return new Part(LinkMessages.NEWLINK, MULTI | Message.INTERRUPTED, value, 0, false);
    }

    private static Part done(int error) {
        return new Part(Message.DONE, MULTI, error, 0, false);
    }

    private static Part acknowledged(int offset, int error) {
        return new Part(Message.ERROR, 0, error, offset, false);
    }

    private static final Part CUT = new Part(LinkMessages.NEWLINK, MULTI, 0, 0, true);

    private static List<Integer> read(Scripted kernel) throws KernelException {
        return Dump.read(kernel, "links", LinkMessages.dump(), LinkMessages.HEADER).stream()
                .map(m -> m.u32(0))
                .toList();
    }

    @Test
    void a_dump_is_all_its_parts() throws Exception {
        assertEquals(List.of(11, 12, 13), read(new Scripted().answering(row(11), row(12), row(13), done(0))));
    }

    @Test
    void an_interrupted_dump_is_read_again() throws Exception {
        assertEquals(
                List.of(21, 22),
                read(new Scripted().answering(row(11), interrupted(12), done(0)).answering(row(21), row(22), done(0))));
    }

    @Test
    void a_dump_that_is_always_interrupted_is_given_up() {
        var kernel = new Scripted().answering(interrupted(11), done(0));
        assertEquals(
                Errno.EINTR,
                assertThrows(KernelException.class, () -> read(kernel)).errno());
    }

    @Test
    void a_dump_with_a_part_that_did_not_fit_is_read_again() throws Exception {
        assertEquals(
                List.of(21),
                read(new Scripted().answering(row(11), CUT, done(0)).answering(row(21), done(0))));
    }

    @Test
    void a_dump_whose_end_did_not_fit_is_read_again() throws Exception {
        assertEquals(List.of(21), read(new Scripted().answering(row(11), CUT).answering(row(21), done(0))));
    }

    @Test
    void a_dump_of_which_answers_were_lost_is_read_again() throws Exception {
        assertEquals(
                List.of(21),
                read(new Scripted().answering(row(11), Errno.ENOBUFS, done(0)).answering(row(21), done(0))));
    }

    @Test
    void a_dump_that_ends_in_an_error_fails() {
        var kernel = new Scripted().answering(row(11), done(-Errno.EINVAL));
        assertEquals(
                Errno.EINVAL,
                assertThrows(KernelException.class, () -> read(kernel)).errno());
    }

    @Test
    void a_dump_that_is_refused_fails_with_what_was_asked() {
        var kernel = new Scripted().answering(acknowledged(0, -Errno.EPERM));
        KernelException e = assertThrows(KernelException.class, () -> read(kernel));
        assertEquals(Errno.EPERM, e.errno());
        assertTrue(String.valueOf(e.getMessage()).startsWith("links: EPERM"), e.getMessage());
    }

    @Test
    void answers_to_other_requests_are_no_part_of_a_dump() throws Exception {
        assertEquals(
                List.of(11),
                read(new Scripted().answering(new Part(LinkMessages.NEWLINK, MULTI, 99, -3, false), row(11), done(0))));
    }

    @Test
    void each_refusal_of_a_batch_belongs_to_its_request() throws Exception {
        var kernel = new Scripted()
                .answering(acknowledged(3, -Errno.ENODEV), acknowledged(1, -Errno.EEXIST), acknowledged(4, 0));
        var step = new Step(LinkMessages.remove(5), LinkMessages.HEADER);
        assertEquals(
                List.of(0, Errno.EEXIST, 0, Errno.ENODEV, 0),
                new Batch(kernel)
                        .send(List.of(step, step, step, step, step)).stream()
                                .map(answer -> answer.ack().errno())
                                .toList());
    }

    @Test
    void a_batch_of_which_answers_were_lost_fails() {
        var step = new Step(LinkMessages.remove(5), LinkMessages.HEADER);
        var kernel = new Scripted().answering(Errno.ENOBUFS);
        assertEquals(
                Errno.ENOBUFS,
                assertThrows(KernelException.class, () -> new Batch(kernel).send(List.of(step)))
                        .errno());
    }

    @Test
    void what_is_bound_to_the_message_before_it_goes_with_it() throws Exception {
        var step = new Step(LinkMessages.remove(5), LinkMessages.HEADER);
        var steps = new ArrayList<Step>(Collections.nCopies(1024, step));
        steps.add(step.boundToTheOneBefore());
        var kernel = new Scripted().answering(acknowledged(1022, 0)).answering(acknowledged(1, 0));
        assertEquals(1025, new Batch(kernel).send(steps).size());
        assertEquals(List.of(1023, 2), kernel.sends);
    }
}
