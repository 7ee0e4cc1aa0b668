package cn.smspay.store.sqlite;

import cn.smspay.store.dialect.DatabaseServer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the database lies and how it writes.
 *
 * @param file the SQLite file; its folder must exist. Of a server's database the file is not there, but its lock is
 * @param exclusive whether this process may write: the engine, or a tool while no engine runs. There is one such per database;
 *     whoever is not only looks, and works beside it
 * @param cacheMegabytes page cache of the writing connection, 1 to 4096
 * @param mapMegabytes how much of the file the writing connection maps into memory rather than copying pages of it, 0 to 2047
 * @param readers connections for reports and queries, 1 to 64
 * @param server whose database it is; none for SQLite, or for a tool, which finds in the folder whose it is
 */
public record StoreSettings(
        Path file,
        boolean exclusive,
        int cacheMegabytes,
        int mapMegabytes,
        int readers,
        @Nullable DatabaseServer server) {
    /** The database's name within its folder. */
    public static final String FILE = "smspay.db";

    /** With these an engine needs half a gigabyte in all. The more of the database is mapped the faster is a large one. */
    public static final int CACHE_MEGABYTES = 16;

    public static final int MAP_MEGABYTES = 256;
    public static final int READERS = 4;

    /** An SQLite file. */
    public StoreSettings(Path file, boolean exclusive, int cacheMegabytes, int mapMegabytes, int readers) {
        this(file, exclusive, cacheMegabytes, mapMegabytes, readers, null);
    }

    /** For whoever writes: alone, or refused. */
    public static StoreSettings engine(Path file) {
        return new StoreSettings(file, true, CACHE_MEGABYTES, MAP_MEGABYTES, READERS);
    }

    /** For whoever looks. */
    public static StoreSettings tool(Path file) {
        return new StoreSettings(file, false, 16, 0, 2);
    }

    /** The same on a server, if there is one. */
    public StoreSettings on(@Nullable DatabaseServer other) {
        return new StoreSettings(file, exclusive, cacheMegabytes, mapMegabytes, readers, other);
    }
}
