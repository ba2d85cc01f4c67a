package io.lsdn.controller.state;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/** A database file. Its faults are those of a file: {@link IOException}. */
final class Sql implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5_000;

    private final Path file;
    private final Connection connection;

    private Sql(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    static Sql open(Path file) throws IOException {
        var config = new SQLiteConfig();
        config.setBusyTimeout(PATIENCE_MILLIS);
        // What was committed survives a loss of power: the journal's removal is synced too.
        config.setJournalMode(SQLiteConfig.JournalMode.DELETE);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        Properties properties = config.toProperties();
        try {
            Connection connection = new JDBC().connect("jdbc:sqlite:" + file, properties);
            if (connection == null) {
                throw new IllegalStateException("not a name of SQLite's: " + file);
            }
            var sql = new Sql(file, connection);
            sql.execute("pragma synchronous = extra");
            return sql;
        } catch (SQLException e) {
            throw fault(file, e);
        }
    }

    /** A row's columns, from 1, as the statement names them. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException, IOException;
    }

    /** What is done as one. */
    interface Work {
        void run() throws IOException;
    }

    /** All of it is durable when this returns, or none of it is there. */
    void atomically(Work work) throws IOException {
        execute("begin immediate");
        try {
            work.run();
            execute("commit");
        } catch (IOException | RuntimeException e) {
            try {
                execute("rollback");
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** @param values String, Long, Integer, Double, byte[], or an Optional of one */
    void execute(String statement, Object... values) throws IOException {
        try (PreparedStatement s = connection.prepareStatement(statement)) {
            bind(s, values);
            s.execute();
        } catch (SQLException e) {
            throw fault(file, e);
        }
    }

    <T> List<T> query(Row<T> row, String statement, Object... values) throws IOException {
        try (PreparedStatement s = connection.prepareStatement(statement)) {
            bind(s, values);
            var all = new ArrayList<T>();
            try (ResultSet rows = s.executeQuery()) {
                while (rows.next()) {
                    all.add(row.read(rows));
                }
            }
            return all;
        } catch (SQLException e) {
            throw fault(file, e);
        }
    }

    private static void bind(PreparedStatement s, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i] instanceof Optional<?> o ? o.orElse(null) : values[i];
            s.setObject(i + 1, value);
        }
    }

    private static IOException fault(Path file, SQLException e) {
        return new IOException(
                file + ": " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw fault(file, e);
        }
    }
}
