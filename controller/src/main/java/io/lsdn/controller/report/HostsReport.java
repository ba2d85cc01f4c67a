package io.lsdn.controller.report;

import com.google.gson.JsonObject;
import io.lsdn.controller.rollout.HostQuestion.Answered;
import io.lsdn.netmodel.wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the answers of many hosts to one question are printed. */
public interface HostsReport<R extends Reply> {
    /** A line for a host, and further ones for what it is made of. */
    List<String> text(String host, Answered<R> answered, Style style);

    /** What scripts read of a host. */
    JsonObject json(String host, Answered<R> answered);

    /** All hosts, for a person. */
    default List<String> text(Map<String, Answered<R>> hosts, Style style) {
        var lines = new ArrayList<String>();
        hosts.forEach((host, answered) -> lines.addAll(text(host, answered, style)));
        return lines;
    }

    /** {@code {"hosts":{…}}}, one line. */
    default String json(Map<String, Answered<R>> hosts) {
        var object = new JsonObject();
        hosts.forEach((host, answered) -> object.add(host, json(host, answered)));
        var all = new JsonObject();
        all.add("hosts", object);
        return Json.text(all);
    }

    /** An object a host, which names it, a line each. */
    default List<String> ndjson(Map<String, Answered<R>> hosts) {
        var lines = new ArrayList<String>();
        hosts.forEach((host, answered) -> {
            var object = new JsonObject();
            object.addProperty("host", host);
            json(host, answered).entrySet().forEach(e -> object.add(e.getKey(), e.getValue()));
            lines.add(Json.text(object));
        });
        return lines;
    }
}
