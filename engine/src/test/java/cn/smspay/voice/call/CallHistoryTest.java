package cn.smspay.voice.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CallHistoryTest {
    private static final Instant START = Instant.parse("2009-11-02T01:00:00Z");

    @TempDir
    private Path folder;

    /** Calls that end in the same millisecond must not fall between two pages. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 100})
    void pagesLeaveNothingOutAndRepeatNothing(int page) {
        try (var store = Store.open(StoreSettings.engine(folder.resolve("t.db")))) {
            for (int i = 0; i < 8; i++) {
                var id = String.format(Locale.ROOT, "c%d", i);
                long ended = START.plusSeconds(i < 5 ? 10 : 20).toEpochMilli();
                store.write(tx -> tx.query(sql -> sql.execute(
                        "insert into call_record (id, call_id, caller, dialled, via, started_at, ended_at, duration_millis,"
                                + " menu_path, result, hung_up_by, codec, key_kind, packets_sent, packets_received)"
                                + " values (?, '', '', '', '', ?, ?, 0, '', 'COMPLETED', 'CALLER', '', '', 0, 0)",
                        id,
                        START.toEpochMilli(),
                        ended)));
            }
            var read = new ArrayList<String>();

            new CallHistory(store, page)
                    .read(new CallHistory.CallQuery(START, START.plusSeconds(1), null), call -> read.add(call.id()));

            assertEquals(
                    List.copyOf(IntStream.range(0, 8).mapToObj(i -> "c" + i).toList()), read);
        }
    }
}
