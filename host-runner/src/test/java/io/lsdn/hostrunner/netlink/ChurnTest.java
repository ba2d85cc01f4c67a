package io.lsdn.hostrunner.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChurnTest {
    private static final int STANDING = 300;

    private static Change made(String name) {
        return Change.add(new Link(name, new LinkKind.Bridge(false), "lsdn:churn:" + name));
    }

    @Test
    void links_that_stand_are_seen_once_while_others_come_and_go() throws Exception {
        Namespaces.inNew(kernel -> {
            kernel.observe(Set.of());
            Set<String> standing =
                    IntStream.range(0, STANDING).mapToObj(i -> "standing" + i).collect(Collectors.toSet());
            RoundTrip.allDone(
                    kernel.apply(standing.stream().map(ChurnTest::made).toList()));
            var stop = new AtomicBoolean();
            // A thread is in the network namespace of the one that starts it.
            Thread churn = Thread.ofPlatform().start(() -> {
                try (NetlinkKernel other = NetlinkKernel.open()) {
                    other.observe(Set.of());
                    for (int i = 0; !stop.get(); i++) {
                        Change change = made("passing" + i % 5);
                        RoundTrip.allDone(other.apply(List.of(change)));
                        RoundTrip.allDone(other.apply(List.of(change.undo())));
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            try {
                for (int i = 0; i < 20; i++) {
                    assertEquals(
                            standing,
                            kernel.observe(Set.of()).links().keySet().stream()
                                    .filter(name -> name.startsWith("standing"))
                                    .collect(Collectors.toSet()));
                }
            } finally {
                stop.set(true);
                churn.join();
            }
        });
    }
}
