package cn.smspay.store;

import cn.smspay.store.dialect.Dialect;
import cn.smspay.store.dialect.Writer;
import cn.smspay.store.sqlite.Connections;
import cn.smspay.store.sqlite.StoreSettings;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The real writer of a fresh SQLite file, in one transaction, which remembers the statements that it was asked for. */
final class RecordingWriter implements Writer {
    private final Writer writer;
    private Dialect dialect;
    final List<String> written = new ArrayList<>();
    final List<String> read = new ArrayList<>();

    RecordingWriter(Path folder, String... tables) throws SQLException {
        writer = new Connections.Writer(StoreSettings.engine(folder.resolve("t.db")), 100);
        dialect = writer.dialect();
        for (String table : tables) {
            writer.execute(table);
        }
        writer.begin();
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    /** From now on rows are cut for this kind of database. */
    void speak(Dialect other) {
        dialect = other;
    }

    @Override
    public Handle handle() {
        return writer.handle();
    }

    @Override
    public void execute(String sql) throws SQLException {
        writer.execute(sql);
    }

    @Override
    public PreparedStatement prepared(String sql) throws SQLException {
        read.add(sql);
        return writer.prepared(sql);
    }

    @Override
    public PreparedStatement forWriting(String sql) throws SQLException {
        written.add(sql);
        return writer.forWriting(sql);
    }

    @Override
    public void begin() throws SQLException {
        writer.begin();
    }

    @Override
    public boolean changedElsewhere() throws SQLException {
        return writer.changedElsewhere();
    }

    @Override
    public void commit() throws SQLException {
        writer.commit();
    }

    @Override
    public void rollback() throws SQLException {
        writer.rollback();
    }

    @Override
    public void compact() throws SQLException {
        writer.compact();
    }

    @Override
    public void close() throws SQLException {
        writer.close();
    }

    /** What a query of one column finds. */
    List<String> texts(String sql) {
        return writer.handle().createQuery(sql).mapTo(String.class).list();
    }
}
