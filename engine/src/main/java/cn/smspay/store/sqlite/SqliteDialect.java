package cn.smspay.store.sqlite;

import cn.smspay.store.dialect.Dialect;
import cn.smspay.store.dialect.Layout;
import cn.smspay.store.dialect.TableWords;
import java.sql.SQLException;
import java.util.Optional;

/** SQLite: rows are bound one value at a time, since a call into it costs little. */
public final class SqliteDialect implements Dialect {
    public static final SqliteDialect SQLITE = new SqliteDialect();

    private SqliteDialect() {}

    @Override
    public String schemaFolder() {
        return "/schema/";
    }

    /** It has been there from the first step on. */
    @Override
    public Optional<String> beginsWith() {
        return Optional.empty();
    }

    @Override
    public String epochMillis() {
        return "select cast(strftime('%s') as integer) * 1000";
    }

    @Override
    public String bytes() {
        return "select page_count * page_size from pragma_page_count, pragma_page_size";
    }

    @Override
    public String columns() {
        return "select t.name, c.name from sqlite_master t join pragma_table_info(t.name) c where t.type = 'table'";
    }

    @Override
    public TableWords words(Layout layout) {
        return new RowWords(layout);
    }

    @Override
    public int[] chunks(int[] usual) {
        return usual;
    }

    @Override
    public boolean takesAnyNumber() {
        return false;
    }

    @Override
    public Meaning meaning(SQLException failure) {
        return SqliteFaults.isHopeless(failure) ? Meaning.HOPELESS : Meaning.FAILED;
    }

    /** Its connection goes on in autocommit mode after a commit that failed, so nobody can say. */
    @Override
    public boolean isUndone(SQLException failedCommit) {
        return false;
    }

    @Override
    public Optional<String> fatal(Throwable failure) {
        return SqliteFaults.fatal(failure);
    }

    @Override
    public String hint(SQLException failure) {
        return SqliteFaults.hint(failure);
    }
}
