package io.lsdn.controller.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class DrawingTest {
    @Test
    void dot_has_a_cluster_a_phys_and_an_edge_a_virt() {
        assertEquals("""
                graph "lsdn" {
                  rankdir=LR;
                  node [shape=box, fontname="sans-serif"];
                  subgraph cluster_p0 {
                    label="a\\neth0 172.16.0.1";
                    p0 [shape=point, style=invis];
                    v0 [label="till"];
                  }
                  subgraph cluster_p1 {
                    label="b\\"<";
                    p1 [shape=point, style=invis];
                    v1 [label="web"];
                  }
                  n0 [shape=ellipse, label="shop\\ndirect 7"];
                  v0 -- n0;
                  v1 -- n0;
                }
                """, Drawing.DOT.of(topology(Map.of("till", "a", "web", "b\"<"))));
    }

    @Test
    void mermaid_escapes_what_it_would_take_for_its_own() {
        assertEquals("""
                flowchart LR
                  subgraph p0["a<br/>eth0 172.16.0.1"]
                    v0["till"]
                  end
                  subgraph p1["b#quot;#lt;"]
                  end
                  n0(["shop<br/>direct 7"])
                  v0 --- n0
                """, Drawing.MERMAID.of(topology(Map.of("till", "a"))));
    }

    @Test
    void svg_is_xml_in_which_every_virt_stands_in_its_phys_and_nothing_else_overlaps() throws Exception {
        Document svg = parsed(Drawing.SVG.of(topology(Map.of("till", "a", "web", "b\"<"))));
        assertEquals(2, boxes(svg, "p").size());
        assertEquals(2, boxes(svg, "v").size());
        assertEquals(1, boxes(svg, "n").size());
        assertEquals(2, svg.getElementsByTagName("path").getLength());
        for (int i = 0; i < 2; i++) {
            assertTrue(contains(boxes(svg, "p").get(i), boxes(svg, "v").get(i)), "virt " + i);
            assertFalse(contains(boxes(svg, "p").get(i), boxes(svg, "n").getFirst()));
        }
        assertTrue(svg.getDocumentElement().getTextContent().contains("b\"<"));
    }

    @Test
    void many_virts_of_a_net_on_one_phys_are_one_box() {
        var many = new LinkedHashMap<String, String>();
        for (int i = 0; i < 40; i++) {
            many.put("v" + i, "a");
        }
        assertTrue(Drawing.DOT.of(topology(many)).contains("40 virts"));
    }

    private static List<Element> boxes(Document svg, String style) {
        var all = svg.getElementsByTagName("rect");
        return java.util.stream.IntStream.range(0, all.getLength())
                .mapToObj(i -> (Element) all.item(i))
                .filter(e -> e.getAttribute("class").equals(style))
                .toList();
    }

    private static boolean contains(Element outer, Element inner) {
        return at(outer, "x") <= at(inner, "x")
                && at(outer, "y") <= at(inner, "y")
                && at(inner, "x") + at(inner, "width") <= at(outer, "x") + at(outer, "width")
                && at(inner, "y") + at(inner, "height") <= at(outer, "y") + at(outer, "height");
    }

    private static double at(Element e, String attribute) {
        return Double.parseDouble(e.getAttribute(attribute));
    }

    private static Document parsed(String text) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Topology topology(Map<String, String> virts) {
        var settings = new Settings.Direct("default");
        var all = new LinkedHashMap<String, Virt>();
        virts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(v -> all.put(v.getKey(), virt(v.getKey(), v.getValue())));
        var physes = new LinkedHashMap<String, Phys>();
        physes.put("a", new Phys("a", Optional.of("eth0"), Optional.of(IpAddress.of(new byte[] {(byte) 172, 16, 0, 1
        }))));
        physes.put("b\"<", new Phys("b\"<", Optional.empty(), Optional.empty()));
        return new Topology(
                "lsdn",
                Map.of("default", settings),
                physes,
                Map.of("shop", new Net("shop", 7, "default", Set.of("a", "b\"<"), all, false, false)));
    }

    private static Virt virt(String name, String phys) {
        return new Virt(
                name,
                phys,
                Optional.of("tap0"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }
}
