package cn.smspay.ops.errand;

import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A command that the engine is doing. It stands in the database from its beginning to its end, so that none is lost with the
 * process.
 *
 * @param saidBy the Unix user
 * @param folder in which that user stood
 * @param arguments a JSON array of texts
 */
record Errand(long id, String saidBy, String folder, String arguments, Instant begunAt) {
    static final Table<Long, Errand> TABLE = Table.of("errand", long.class, Errand.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    static Errand begin(Tx tx, String user, Path folder, List<String> arguments, Instant now) {
        var errand = new Errand(
                tx.next("errand"),
                user,
                folder.toString(),
                JSON.valueToTree(arguments).toString(),
                now);
        tx.add(TABLE, errand);
        return errand;
    }

    List<String> words() {
        try {
            return List.of(JSON.readValue(arguments, String[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("errand " + id + " has no list of words: " + e.getOriginalMessage(), e);
        }
    }
}
