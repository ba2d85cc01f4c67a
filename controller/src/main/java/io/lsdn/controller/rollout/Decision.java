package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Member;
import java.util.List;

/**
 * From here the only way is forward.
 *
 * @param generation what every host of the play records
 * @param pending a virt without an interface waits for it
 * @param hosts the hosts of the play with what each should hold
 * @param members who holds the context then
 */
public record Decision(
        String rollout,
        String context,
        long generation,
        boolean pending,
        List<Participant> hosts,
        List<Member> members) {
    public Decision {
        hosts = List.copyOf(hosts);
        members = List.copyOf(members);
    }
}
