package cn.smspay.store.dialect;

import java.sql.SQLException;
import java.util.Optional;

/** One kind of database. Immutable and thread-safe. */
public interface Dialect {
    /** What an error says of the transaction in which it came, the commit aside. */
    enum Meaning {
        /** Nothing of it is stored, and the same again will do: it stood in another transaction's way. */
        AGAIN,
        /** Nothing of it is stored. */
        FAILED,
        /** Nothing of it is stored, and the database can take nothing more. */
        HOPELESS
    }

    /** Where the numbered steps of the schema are among the program's resources. */
    String schemaFolder();

    /** The step that makes what the program had when it learned this kind of database, in place of all before; if there is one. */
    Optional<String> beginsWith();

    /** A query of one number: the epoch millis now. */
    String epochMillis();

    /** A query of one number: the octets of the database without its log. */
    String bytes();

    /** A query of the names of all tables, each with the names of its columns. */
    String columns();

    TableWords words(Layout layout);

    /**
     * Rows that one statement takes, largest first and 1 at last.
     *
     * @param usual what suits a database that has a statement for each number of rows
     */
    int[] chunks(int[] usual);

    /** Whether a statement takes any number of rows up to the largest chunk. */
    boolean takesAnyNumber();

    Meaning meaning(SQLException failure);

    /** Whether a commit that failed so has certainly stored nothing. */
    boolean isUndone(SQLException failedCommit);

    /** Why the engine must stop, if this failure or what caused it says so: a failed sync, or damage. */
    Optional<String> fatal(Throwable failure);

    /** What the operator should look at, put before the message; empty if that says enough. */
    String hint(SQLException failure);
}
