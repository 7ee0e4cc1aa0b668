package cn.smspay.talk.desk;

import cn.smspay.base.Sha256;
import cn.smspay.store.Store;
import cn.smspay.store.Table;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Scripts;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dialogue files in use, kept in the database, so that a conversation which began with older files ends with them, also
 * across a restart. A release goes when the last conversation of its own is over.
 */
public final class Releases {
    private static final Logger LOG = LoggerFactory.getLogger(Releases.class);
    static final Table<String, Row> RELEASE = Table.of("dialogue_release", String.class, Row.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** A hundred times what is shipped. */
    private static final int UNPACKED_MAX = 32 * 1024 * 1024;

    /**
     * @param id hash of the files' names and texts
     * @param firstUsed when an engine first started with it
     * @param files the texts by name, as gzipped JSON
     */
    record Row(String id, Instant firstUsed, byte[] files) {}

    private record Version(String dialog, String version) {}

    private final Store store;

    public Releases(Store store) {
        this.store = store;
    }

    /**
     * Writes down the files that are used from now on, and drops those that no conversation needs any more.
     *
     * @return older files that conversations under way began with, the oldest first; files that this program cannot read any
     *     more are left out, with a line in the log
     */
    public List<Scripts> begin(Scripts current, Instant now) {
        var open = open(now);
        open.removeAll(versions(current));
        var currentId = id(current.files());
        var needed = new ArrayList<Scripts>();
        var dropped = new ArrayList<String>();
        // The newest first: of two that have a dialogue in the same version one is enough.
        for (Row row : rows()) {
            if (row.id().equals(currentId)) {
                continue;
            }
            var scripts = read(row, current);
            if (scripts != null && open.removeAll(versions(scripts))) {
                needed.add(0, scripts);
            } else {
                dropped.add(row.id());
            }
        }
        store.write(tx -> {
            if (tx.find(RELEASE, currentId).isEmpty()) {
                tx.put(RELEASE, new Row(currentId, now, packed(current.files())));
            }
            dropped.forEach(id -> tx.delete(RELEASE, id));
            return null;
        });
        open.forEach(lost -> LOG.warn(
                "conversations of {} wait in a version that is not kept; they go on with the present files where these"
                        + " still have their question",
                lost.dialog()));
        return needed;
    }

    private Set<Version> open(Instant now) {
        return store.read(sql -> new HashSet<>(sql.createQuery("""
                        select distinct dialog, version from conversation where expires_at > :now""")
                .bind("now", now.toEpochMilli())
                .map((row, context) -> new Version(row.getString(1), row.getString(2)))
                .list()));
    }

    private List<Row> rows() {
        return store.read(sql -> sql.createQuery(
                        "select id, first_used, files from dialogue_release order by first_used desc, id")
                .map((row, context) -> new Row(row.getString(1), Instant.ofEpochMilli(row.getLong(2)), row.getBytes(3)))
                .list());
    }

    private static Set<Version> versions(Scripts scripts) {
        var versions = new HashSet<Version>();
        scripts.dialogs().values().forEach(dialog -> versions.add(new Version(dialog.name(), dialog.version())));
        return versions;
    }

    private static @Nullable Scripts read(Row row, Scripts current) {
        var loaded = ScriptFiles.read(unpacked(row.files()), current.catalogue());
        if (loaded.scripts() == null) {
            LOG.warn(
                    "the dialogue files of {} cannot be read by this program: {}",
                    row.firstUsed(),
                    loaded.faults().get(0));
        }
        return loaded.scripts();
    }

    /** The texts of files as gzipped JSON. */
    public static byte[] packed(Map<String, String> files) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(JSON.writeValueAsBytes(new TreeMap<>(files)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The texts of {@link #packed}.
     *
     * @throws UncheckedIOException if they are none, or more than any honest set
     */
    public static Map<String, String> unpacked(byte[] files) {
        try (var zip = new GZIPInputStream(new ByteArrayInputStream(files))) {
            var octets = zip.readNBytes(UNPACKED_MAX);
            if (zip.read() >= 0) {
                throw new IOException("more than " + UNPACKED_MAX + " octets");
            }
            return JSON.readValue(octets, new TypeReference<Map<String, String>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A name for a set of files: hash of their names and texts. */
    public static String id(Map<String, String> files) {
        var named = new StringBuilder();
        new TreeMap<>(files)
                .forEach((name, text) ->
                        named.append(name).append('\0').append(text).append('\0'));
        return Sha256.hex(named.toString());
    }
}
