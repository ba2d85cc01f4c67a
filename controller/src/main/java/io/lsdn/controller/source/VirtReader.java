package io.lsdn.controller.source;

import io.lsdn.netmodel.topology.Rate;
import io.lsdn.netmodel.topology.Rule;
import io.lsdn.netmodel.topology.Virt;
import io.lsdn.netmodel.validate.ObjectPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One entry of a net's {@code virts}, with its rates and rules. */
final class VirtReader {
    private VirtReader() {}

    static Virt read(Reading reading, YamlNode node, String net, String name) {
        var object = ObjectReader.open(reading, node, ObjectPath.virt(net, name), Keys.VIRT);
        Optional<ObjectReader> rate = object.node("rate").map(n -> {
            reading.findings().place(object.path().child("rate"), reading.at(n));
            return ObjectReader.open(reading, n, object.path().child("rate"), Keys.RATE);
        });
        return new Virt(
                name,
                object.required("phys", ValueType.TEXT, "the phys on which it lives")
                        .orElse(""),
                object.value("if", ValueType.TEXT),
                object.value("mac", ValueType.MAC),
                rate.flatMap(r -> limit(r, "in")),
                rate.flatMap(r -> limit(r, "out")),
                rules(object),
                object.value("port_security", ValueType.BOOLEAN),
                object.value("set_mtu", ValueType.BOOLEAN));
    }

    private static Optional<Rate> limit(ObjectReader rate, String direction) {
        return rate.node(direction).flatMap(node -> {
            ObjectPath path = rate.path().child(direction);
            rate.reading().findings().place(path, rate.reading().at(node));
            var object = ObjectReader.open(rate.reading(), node, path, Keys.LIMIT);
            Optional<Long> avg = object.required("avg", ValueType.BANDWIDTH, "for example avg: 10mbit");
            Optional<Long> burst = object.value("burst", ValueType.SIZE);
            Optional<Long> burstRate = object.value("burst_rate", ValueType.BANDWIDTH);
            return avg.map(bits -> new Rate(bits, burst, burstRate));
        });
    }

    /** A rule that can not be read leaves its place to a rule of its own priority, so that the others keep their index. */
    private static List<Rule> rules(ObjectReader virt) {
        List<Rule> rules = new ArrayList<>();
        virt.node("rules").ifPresent(node -> {
            ObjectPath path = virt.path().child("rules");
            List<YamlNode> items = virt.reading().list(node, path);
            for (int i = 0; i < items.size(); i++) {
                rules.add(rule(virt.reading(), items.get(i), path.child(Integer.toString(i))));
            }
        });
        return rules;
    }

    private static Rule rule(Reading reading, YamlNode node, ObjectPath path) {
        reading.findings().place(path, reading.at(node));
        var object = ObjectReader.open(reading, node, path, Keys.RULE);
        var direction = object.required("direction", ValueType.DIRECTION, "in (towards the virt) or out (from it)");
        var prio = object.required("prio", ValueType.NUMBER, "0 to 65535, lower first");
        var action = object.required("action", ValueType.ACTION, "drop or accept");
        var rule = new Rule(
                direction.orElse(Rule.Direction.IN),
                prio.orElse(0),
                action.orElse(Rule.Action.DROP),
                object.value("src_ip", ValueType.SUBNET),
                object.value("dst_ip", ValueType.SUBNET),
                object.value("src_mac", ValueType.MAC),
                object.value("dst_mac", ValueType.MAC));
        if (Keys.RULE.stream().anyMatch(k -> reading.findings().isUnread(path.child(k)))) {
            reading.findings().unread(path);
        }
        return rule;
    }
}
