package io.lsdn.tests.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Two topologies that hosts go between: one net is another in each, so every stage has work; the other net stays. */
enum Topologies {
    RED(21),
    BLUE(31);

    private final int vid;

    Topologies(int vid) {
        this.vid = vid;
    }

    Topologies other() {
        return this == RED ? BLUE : RED;
    }

    /** What only this one has on a host, by its name: its net's bridge. */
    String bridge() {
        return "lsdn-b" + vid;
    }

    Path write(Path directory) throws IOException {
        var text = new StringBuilder("settings:\n  default: {type: vxlan/e2e}\nphyses:\n");
        for (int i = 0; i < FaultLab.HOSTS.size(); i++) {
            text.append("  %s: {if: eth0, ip: 172.16.0.%d}\n".formatted(FaultLab.HOSTS.get(i), i + 1));
        }
        text.append("nets:\n");
        int[] vids = {vid, 5};
        for (int net = 0; net < vids.length; net++) {
            text.append("  n%d:\n    vid: %d\n    virts:\n".formatted(net, vids[net]));
            for (int i = 0; i < FaultLab.HOSTS.size(); i++) {
                text.append("      v%d: {phys: %s, if: tap%d}\n"
                        .formatted(net * FaultLab.HOSTS.size() + i, FaultLab.HOSTS.get(i), net));
            }
        }
        return Files.writeString(directory.resolve(name() + ".yaml"), text);
    }
}
