package cn.smspay.talk.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Province;
import cn.smspay.base.Msisdn;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.UplinkId;
import cn.smspay.store.Job;
import cn.smspay.testing.Service;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class TallyTest {
    private static final String PHONE = "13807310001";
    private static final String HAPPENED = "select coalesce(sum(happened), 0) from dialogue_figure where dialog = 'bz'";

    @TempDir
    private Path folder;

    private static void write(Service service) {
        var lane = service.engine().lane();
        service.engine().desk().tally().write(lane, service.clock.instant());
        lane.submit(Job.of("figures", tx -> true)).join();
    }

    @Test
    void anInputThatWasUndoneIsNotCountedAndOneThatIsCommittedIsOnce() {
        try (var service = new Service(folder)) {
            var who =
                    service.in(tx -> service.staging().subscriber(tx, new Msisdn(PHONE), Province.HUNAN, Brand.GOTONE));
            var undone = service.engine().lane().submit(Job.of(PHONE, tx -> {
                service.engine()
                        .desk()
                        .hear(
                                tx,
                                who,
                                new ServiceNumber(Service.NUMBER),
                                "BZ",
                                new UplinkId(1),
                                service.clock.instant());
                throw new IllegalStateException("by the test");
            }));
            assertThrows(CompletionException.class, undone::join);

            write(service);
            assertEquals(0, service.number(HAPPENED));

            service.say(PHONE, "BZ");
            write(service);
            assertEquals(1, service.number(HAPPENED));
        }
    }
}
