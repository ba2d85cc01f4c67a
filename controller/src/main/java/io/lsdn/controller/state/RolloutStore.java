package io.lsdn.controller.state;

import io.lsdn.controller.rollout.Decision;
import io.lsdn.controller.rollout.HostOutcome;
import io.lsdn.controller.rollout.HostResult;
import io.lsdn.controller.rollout.RolloutOutcome;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.netmodel.wire.Codec;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.WireException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rollouts that were made from here, in an SQLite database. What a method writes is durable when it returns. Slices are kept as
 * long as somebody may need them to finish; of rollouts that came to their end the newest are remembered. Used by one thread at a time.
 */
public final class RolloutStore implements AutoCloseable {
    private static final int VERSION = 1;

    /** Some years of daily work. */
    private static final int REMEMBERED = 1_000;

    private static final List<String> SCHEMA = List.of(
            "create table rollout (id text primary key, context text not null, command text not null, user text not null,"
                    + " host text not null, pid integer not null, began text not null, digest text,"
                    + " confirm_millis integer not null, invocation blob not null, generation integer, decision blob,"
                    + " outcome text, millis integer, open integer not null) strict",
            "create table host (rollout text not null references rollout on delete cascade, name text not null,"
                    + " outcome text, generation integer, added integer, changed integer, removed integer, error text,"
                    + " primary key (rollout, name)) strict, without rowid",
            "create index rollout_open on rollout (id) where open = 1",
            "pragma user_version = " + VERSION);

    private static final String ENTRY =
            "id, user, host, pid, began, context, command, digest, confirm_millis, invocation";

    private final Sql sql;

    private RolloutStore(Sql sql) {
        this.sql = sql;
    }

    /** Opens it; makes it, for nobody else to read, if there is none. */
    static RolloutStore open(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException _) {
            // Made by an earlier rollout.
        }
        Sql sql = Sql.open(file);
        try {
            prepare(sql, file);
        } catch (IOException e) {
            sql.close();
            throw e;
        }
        return new RolloutStore(sql);
    }

    private static void prepare(Sql sql, Path file) throws IOException {
        int version = version(sql);
        if (version > VERSION) {
            throw new IOException(file + ": written by a newer lsdn-deploy");
        } else if (version == 0) {
            sql.atomically(() -> {
                // Somebody else may have been faster.
                if (version(sql) == 0) {
                    for (String statement : SCHEMA) {
                        sql.execute(statement);
                    }
                }
            });
        }
    }

    private static int version(Sql sql) throws IOException {
        return sql.query(r -> r.getInt(1), "pragma user_version").getFirst();
    }

    /** A rollout begins. Until it has ended, it is open. */
    public void begin(RolloutEntry e) throws IOException {
        Holder h = e.holder();
        sql.atomically(() -> {
            sql.execute(
                    "insert into rollout (" + ENTRY + ", open) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
                    h.rollout(),
                    h.user(),
                    h.host(),
                    h.pid(),
                    h.since(),
                    e.context(),
                    e.command(),
                    e.digest(),
                    e.confirmMillis(),
                    new Codec().encode(e.invocation(), Invocation.class));
            for (String name : e.hosts()) {
                sql.execute("insert into host (rollout, name) values (?, ?)", h.rollout(), name);
            }
        });
    }

    /** From now on the only way is forward. */
    public void decided(Decision d) throws IOException {
        sql.atomically(() -> sql.execute(
                "update rollout set generation = ?, decision = ? where id = ?",
                d.generation(),
                new Codec().encode(d, Decision.class),
                d.rollout()));
    }

    /**
     * A rollout, or its resumption, came to an end. It stays open if hosts are not where they belong.
     *
     * @return whether it is closed
     */
    public boolean ended(RolloutResult r) throws IOException {
        boolean open = r.outcome() == RolloutOutcome.ROLLBACK_INCOMPLETE;
        sql.atomically(() -> {
            sql.execute(
                    "update rollout set outcome = ?, millis = coalesce(millis, ?), open = ? where id = ?",
                    r.outcome().word(),
                    r.took().toMillis(),
                    open ? 1 : 0,
                    r.rollout());
            for (HostResult h : r.hosts().values()) {
                write(r.rollout(), h);
            }
            tidy();
        });
        return !open;
    }

    private void write(String rollout, HostResult h) throws IOException {
        sql.execute(
                "insert into host (rollout, name, outcome, generation, added, changed, removed, error)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do update set outcome = excluded.outcome,"
                        + " generation = coalesce(excluded.generation, generation), error = excluded.error",
                rollout,
                h.host(),
                h.outcome().word(),
                h.generation(),
                h.changes().added(),
                h.changes().changed(),
                h.changes().removed(),
                h.error().map(Fault::message));
    }

    /** Nobody will finish it any more: a rollback went over it. */
    public void abandoned(String rollout, RolloutOutcome outcome) throws IOException {
        sql.atomically(() -> {
            sql.execute("update rollout set outcome = ?, open = 0 where id = ?", outcome.word(), rollout);
            tidy();
        });
    }

    private void tidy() throws IOException {
        sql.execute("update rollout set decision = null where open = 0 and decision is not null");
        sql.execute(
                "delete from rollout where open = 0 and id not in (select id from rollout order by id desc limit ?)",
                REMEMBERED);
    }

    /** What has not come to its end, oldest first. */
    public List<OpenRollout> open() throws IOException {
        return sql.query(this::openRollout, "select " + ENTRY + ", decision from rollout where open = 1 order by id");
    }

    private OpenRollout openRollout(ResultSet r) throws SQLException, IOException {
        byte[] decision = r.getBytes("decision");
        Optional<Decision> decided =
                decision == null ? Optional.empty() : Optional.of(decode(decision, Decision.class));
        String id = r.getString("id");
        return new OpenRollout(
                new RolloutEntry(
                        holder(r),
                        r.getString("context"),
                        r.getString("command"),
                        Optional.ofNullable(r.getString("digest")),
                        r.getLong("confirm_millis"),
                        left(id),
                        decode(r.getBytes("invocation"), Invocation.class)),
                decided);
    }

    /** All of its hosts as long as none has an end; then those that are not where they belong. */
    private Set<String> left(String rollout) throws IOException {
        return new LinkedHashSet<>(sql.query(
                r -> r.getString(1),
                "select name from host where rollout = ? and (outcome is null or outcome = ?) order by name",
                rollout,
                HostOutcome.ROLLBACK_FAILED.word()));
    }

    private static <T> T decode(byte[] bytes, Class<T> type) throws IOException {
        try {
            return new Codec().decode(bytes, type);
        } catch (WireException e) {
            throw new IOException("a rollout was written down by another version of lsdn-deploy: " + e.getMessage(), e);
        }
    }

    /** Newest first. */
    public List<PastRollout> history() throws IOException {
        return sql.query(
                this::pastRollout,
                "select " + ENTRY + ", generation, outcome, millis, open from rollout order by id desc");
    }

    private PastRollout pastRollout(ResultSet r) throws SQLException, IOException {
        return new PastRollout(
                holder(r),
                r.getString("context"),
                r.getString("command"),
                Optional.ofNullable(r.getString("digest")),
                number(r, "generation"),
                Optional.ofNullable(r.getString("outcome")),
                number(r, "millis"),
                hosts(r.getString("id")),
                r.getInt("open") == 1);
    }

    private Map<String, Optional<String>> hosts(String rollout) throws IOException {
        var hosts = new LinkedHashMap<String, Optional<String>>();
        sql.query(
                r -> hosts.put(r.getString(1), Optional.ofNullable(r.getString(2))) == null,
                "select name, outcome from host where rollout = ? order by name",
                rollout);
        return hosts;
    }

    private static Optional<Long> number(ResultSet r, String column) throws SQLException {
        long value = r.getLong(column);
        return r.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static Holder holder(ResultSet r) throws SQLException {
        return new Holder(
                r.getString("id"), r.getString("user"), r.getString("host"), r.getLong("pid"), r.getString("began"));
    }

    @Override
    public void close() throws IOException {
        sql.close();
    }
}
