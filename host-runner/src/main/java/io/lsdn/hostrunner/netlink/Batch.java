package io.lsdn.hostrunner.netlink;

import io.lsdn.hostrunner.apply.KernelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sends many requests in few calls and finds out what became of each. The kernel always tells of a refusal; only the last
 * request of a send asks for an acknowledgement, after which nothing more can come.
 */
final class Batch {
    /** So many refusals fit into the receive queue. */
    private static final int MOST_MESSAGES = 1024;

    private final Channel channel;

    Batch(Channel channel) {
        this.channel = channel;
    }

    /**
     * What became of a request.
     *
     * @param ack refused or not
     * @param echo what the kernel made of it, if it was sent with {@code NLM_F_ECHO}
     */
    record Answer(ExtendedAck ack, List<Message> echo) {}

    private static final Answer DONE =
            new Answer(new ExtendedAck(0, java.util.Optional.empty(), java.util.Optional.empty()), List.of());

    /** @return an answer for each step */
    List<Answer> send(List<Step> steps) throws KernelException {
        var answers = new ArrayList<Answer>(steps.size());
        byte[] buffer = new byte[Channel.LARGEST_SEND];
        int at = 0;
        while (at < steps.size()) {
            int length = 0;
            int end = at;
            while (end < steps.size()
                    && end - at < MOST_MESSAGES
                    && length + steps.get(end).message().length + 3 <= buffer.length) {
                byte[] message = steps.get(end).message();
                System.arraycopy(message, 0, buffer, length, message.length);
                length += message.length + 3 & ~3;
                end++;
            }
            while (end < steps.size() && end > at && steps.get(end).bound()) {
                end--;
                length -= steps.get(end).message().length + 3 & ~3;
            }
            if (end == at) {
                throw new KernelException(Errno.EMSGSIZE, "request: " + Errno.describe(Errno.EMSGSIZE));
            }
            answers.addAll(exchange(steps.subList(at, end), buffer, length));
            at = end;
        }
        return answers;
    }

    private List<Answer> exchange(List<Step> steps, byte[] buffer, int length) throws KernelException {
        int first = channel.sequences(steps.size());
        int offset = 0;
        for (int i = 0; i < steps.size(); i++) {
            MessageWriter.setSequence(buffer, offset, first + i);
            if (i == steps.size() - 1) {
                MessageWriter.addFlags(buffer, offset, MessageWriter.ACK);
            }
            offset += steps.get(i).message().length + 3 & ~3;
        }
        channel.send(buffer, length);
        Answer[] answers = new Answer[steps.size()];
        Arrays.fill(answers, DONE);
        boolean open = true;
        while (open) {
            Channel.Datagram part = channel.receive();
            for (Message m : Message.parse(part.data(), part.data().length)) {
                int i = m.sequence() - first;
                if (i >= 0 && i < answers.length) {
                    answers[i] = with(answers[i], m, steps.get(i));
                    open &= m.type() != Message.ERROR || i != answers.length - 1;
                }
            }
        }
        return Arrays.asList(answers);
    }

    private static Answer with(Answer answer, Message m, Step step) {
        if (m.type() == Message.ERROR) {
            ExtendedAck ack = ExtendedAck.of(m, step.message(), step.header());
            return new Answer(ack, answer.echo());
        }
        var echo = new ArrayList<Message>(answer.echo());
        echo.add(m);
        return new Answer(answer.ack(), echo);
    }
}
