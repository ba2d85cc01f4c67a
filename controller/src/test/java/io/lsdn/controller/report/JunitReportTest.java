package io.lsdn.controller.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.rollout.RolloutResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class JunitReportTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void a_rollout_is_a_suite_and_a_host_a_test() throws Exception {
        Document xml = parsed(Samples.committed());
        Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
        assertEquals("2", suite.getAttribute("tests"));
        assertEquals("0", suite.getAttribute("failures"));
        assertEquals("3.100", suite.getAttribute("time"));
        Element first = (Element) xml.getElementsByTagName("testcase").item(0);
        assertEquals("a", first.getAttribute("name"));
        assertEquals("0.804", first.getAttribute("time"));
        assertEquals(0, xml.getElementsByTagName("failure").getLength());
    }

    @Test
    void a_failed_host_says_why_and_control_characters_do_not_spoil_the_file() throws Exception {
        Document xml = parsed(Samples.failed());
        Element failure = (Element) xml.getElementsByTagName("failure").item(0);
        assertEquals("interface-missing", failure.getAttribute("type"));
        assertTrue(failure.getTextContent().contains("create it"), failure.getTextContent());
        Element other = (Element) xml.getElementsByTagName("failure").item(1);
        assertFalse(other.getAttribute("message").contains("\033"), other.getAttribute("message"));
    }

    @Test
    void what_was_left_is_listed() throws Exception {
        Document xml = parsed(Samples.stuck());
        assertTrue(xml.getElementsByTagName("failure").item(0).getTextContent().contains("link lsdn-b1"));
    }

    @Test
    void a_file_that_cannot_be_written_is_said_and_nothing_else_happens() {
        var err = new ByteArrayOutputStream();
        new JunitReport(directory.resolve("no/such/directory.xml"), new PrintStream(err, true, StandardCharsets.UTF_8))
                .ended(Samples.committed());
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("directory.xml cannot be written"));
    }

    @Test
    void the_file_is_the_xml() throws Exception {
        Path file = directory.resolve("junit.xml");
        new JunitReport(file, System.err).ended(Samples.committed());
        assertEquals(JunitReport.xml(Samples.committed()), Files.readString(file));
    }

    private static Document parsed(RolloutResult result) throws Exception {
        byte[] xml = JunitReport.xml(result).getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    }
}
