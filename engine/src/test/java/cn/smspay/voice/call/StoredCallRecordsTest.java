package cn.smspay.voice.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.store.Lane;
import cn.smspay.store.Route;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoredCallRecordsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsARecordAsItIs(boolean answered) throws Exception {
        var start = Instant.parse("2009-11-02T01:00:00Z");
        var record = new CallRecord(
                "0001257123600000-000001",
                "abc@host",
                "13800138000",
                "12588",
                "gw",
                start,
                answered ? start.plusMillis(20) : null,
                start.plusSeconds(30),
                29_980,
                "menu/balance",
                CallResult.COMPLETED,
                CallRecord.HungUpBy.SERVICE,
                answered ? 200 : null,
                "PCMA",
                "EVENT",
                1499,
                1490,
                answered ? 2L : null,
                answered ? 1250L : null);
        try (var store = Store.open(StoreSettings.engine(folder.resolve("t.db")))) {
            var lane = new Lane(store, 10, 1);

            new StoredCallRecords(lane).ended(record);
            lane.submit(new Nothing()).get(10, TimeUnit.SECONDS);

            assertEquals(Optional.of(record), store.write(tx -> tx.find(StoredCallRecords.TABLE, record.id())));
            lane.close();
        }
    }

    private record Nothing() implements cn.smspay.store.Job<Boolean> {
        @Override
        public Route route() {
            return Route.about("nothing");
        }

        @Override
        public Boolean run(cn.smspay.store.Tx tx) {
            return true;
        }
    }
}
