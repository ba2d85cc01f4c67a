package io.lsdn.tests.labkernel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** TCP ports of 127.0.0.1 that nobody listens on. */
final class FreePorts {
    /** Under Linux's ephemeral range (32768 and up), so that no outgoing connection takes one before qemu does. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;

    private FreePorts() {}

    static List<Integer> find(int count) {
        List<Integer> candidates =
                new ArrayList<>(IntStream.range(FIRST, LAST).boxed().toList());
        Collections.shuffle(candidates);
        List<Integer> free =
                candidates.stream().filter(FreePorts::isFree).limit(count).toList();
        if (free.size() < count) {
            throw new IllegalStateException("no " + count + " free ports from " + FIRST + " to " + LAST);
        }
        return free;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
