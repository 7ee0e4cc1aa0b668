package cn.smspay.store.postgres;

import cn.smspay.store.dialect.Dialect;
import cn.smspay.store.dialect.Layout;
import cn.smspay.store.dialect.TableWords;
import cn.smspay.store.dialect.Unfit;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/** PostgreSQL: its statements, and what its error classes mean (PostgreSQL 15, appendix A). */
public final class Postgres implements Dialect {
    public static final Postgres POSTGRES = new Postgres();

    /** One statement takes so many times the rows of SQLite's longest: an array has no limit but memory. */
    private static final int LONGER = 64;

    private static final String CONNECTION = "08";
    private static final String CONSTRAINT = "23";
    private static final String IN_FAILED_TRANSACTION = "25P02";
    private static final String READ_ONLY = "25006";
    private static final String REFUSED_USER = "28";
    private static final String NO_DATABASE = "3D000";
    private static final String ROLLED_BACK = "40";
    private static final String UNFINISHED = "40003";
    private static final String SERIALIZATION = "40001";
    private static final String DEADLOCK = "40P01";
    private static final String RESOURCES = "53";
    private static final String DISK_FULL = "53100";
    private static final String TOO_MANY = "53300";
    private static final String TAKEN_FROM_US = "57P";
    private static final String SYSTEM = "58";
    private static final Set<String> DAMAGED = Set.of("XX001", "XX002");

    private Postgres() {}

    /** Whether the handle's connection leads to PostgreSQL. */
    public static boolean isOf(Handle handle) {
        return handle.getConnection() instanceof PGConnection;
    }

    public static boolean isFrom(SQLException e) {
        return e instanceof PSQLException;
    }

    /**
     * Refuses a database that another program has filled.
     *
     * @param tables what it holds
     */
    public static void requireOursOrEmpty(List<String> tables) {
        if (!tables.isEmpty() && !tables.contains("schema_version")) {
            throw new Unfit("it holds tables of another program, such as " + tables.get(0)
                    + ", and no schema_version: name an empty database in store.url, or the one of this engine");
        }
    }

    /**
     * Refuses a server that would lose what it says is stored.
     *
     * @throws Unfit with the setting and what it has to be
     */
    public static void requireDurable(Handle handle) {
        try {
            Guarantees.ofServer(setting -> Links.show(handle.getConnection(), setting));
        } catch (SQLException e) {
            throw new IllegalStateException("cannot ask for its settings: " + e.getMessage(), e);
        }
    }

    @Override
    public String schemaFolder() {
        return "/schema/postgres/";
    }

    @Override
    public Optional<String> beginsWith() {
        return Optional.of("058-present");
    }

    @Override
    public String epochMillis() {
        return "select cast(extract(epoch from now()) as bigint) * 1000";
    }

    @Override
    public String bytes() {
        return "select pg_database_size(current_database())";
    }

    @Override
    public String columns() {
        return "select table_name, column_name from information_schema.columns where table_schema = current_schema()";
    }

    @Override
    public TableWords words(Layout layout) {
        return new ArrayWords(layout);
    }

    @Override
    public int[] chunks(int[] usual) {
        return new int[] {usual[0] * LONGER};
    }

    @Override
    public boolean takesAnyNumber() {
        return true;
    }

    @Override
    public Meaning meaning(SQLException failure) {
        var state = state(failure);
        if (state.equals(SERIALIZATION) || state.equals(DEADLOCK)) {
            return Meaning.AGAIN;
        }
        return isLost(failure)
                        || state.equals(READ_ONLY)
                        || state.equals(DISK_FULL)
                        || state.startsWith(SYSTEM)
                        || DAMAGED.contains(state)
                        || failure instanceof TakenOver
                ? Meaning.HOPELESS
                : Meaning.FAILED;
    }

    /** Whether the connection is gone, so that nobody will answer on it. */
    static boolean isLost(SQLException failure) {
        return state(failure).startsWith(CONNECTION) || state(failure).startsWith(TAKEN_FROM_US);
    }

    @Override
    public boolean isUndone(SQLException failedCommit) {
        var state = state(failedCommit);
        return state.startsWith(CONSTRAINT)
                || state.equals(IN_FAILED_TRANSACTION)
                || (state.startsWith(ROLLED_BACK) && !state.equals(UNFINISHED));
    }

    @Override
    public Optional<String> fatal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && DAMAGED.contains(state(e))) {
                return Optional.of("the database is damaged: " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    @Override
    public String hint(SQLException failure) {
        var state = state(failure);
        if (state.equals(TOO_MANY)) {
            return "PostgreSQL has no connection left for us; raise its max_connections, or lower store.readers: ";
        } else if (state.equals(DISK_FULL)) {
            return "no space left on PostgreSQL's disk: ";
        } else if (state.startsWith(RESOURCES)) {
            return "PostgreSQL has not enough memory: ";
        } else if (state.equals(READ_ONLY)) {
            return "PostgreSQL takes no writes here: ";
        } else if (state.startsWith(REFUSED_USER)) {
            return "PostgreSQL refuses the user or the password of store.user and store.password_file: ";
        } else if (state.equals(NO_DATABASE)) {
            return "there is no such database; make it with createdb: ";
        } else if (isLost(failure)) {
            return "PostgreSQL cannot be reached, or ended the connection: ";
        }
        return "";
    }

    /** Whether a connection was refused for what the settings say, not for what the server is doing. */
    public static boolean isOfSettings(SQLException refused) {
        return isFrom(refused)
                && (state(refused).startsWith(REFUSED_USER) || state(refused).equals(NO_DATABASE));
    }

    private static String state(SQLException failure) {
        return failure.getSQLState() == null ? "" : failure.getSQLState();
    }
}
