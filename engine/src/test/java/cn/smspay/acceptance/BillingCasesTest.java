package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Province;
import cn.smspay.base.Msisdn;
import cn.smspay.books.charge.Tariff;
import cn.smspay.books.charge.Tariffs;
import cn.smspay.config.Config;
import cn.smspay.files.billing.Reconciliation;
import cn.smspay.talk.desk.DeskSettings;
import cn.smspay.testing.Service;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases of those who charge for messages: another tariff. */
final class BillingCasesTest {
    private static final String NUMBER = "13800000002";

    @TempDir
    private Path folder;

    /** D-32: the price of the day is the price everywhere: in the record, in the comparison, in the texts. */
    @ParameterizedTest
    @CsvSource({"200, 0.2", "100, 0.1", "150, 0.15", "1000, 1.0", "125, 0.125"})
    void aTariffOfTheCarriersOwnHoldsEverywhere(int li, String yuan) {
        var tariffs = new Tariffs(List.of(new Tariffs.Row("uplink", li, LocalDate.of(2009, 11, 1))), Map.of());
        try (var service = new Service(folder, config -> withTariffs(config, tariffs))) {
            known(service);
            var agreement = service.say(NUMBER, "KT");
            service.say(NUMBER, "CX");

            assertTrue(agreement.get(0).contains("上行短信" + yuan + "元/条"), agreement.toString());
            assertEquals(
                    List.of("COMMUNICATION " + li, "COMMUNICATION " + li),
                    service.texts("select fee_type || ' ' || amount_li from charge_record order by number"));
            assertEquals(
                    List.of(),
                    service.texts("select tariff from charge_record where tariff = 'UNKNOWN' or tariff = ''"));
            List<Tariff> amounts = tariffs.amounts();
            assertEquals(List.of(), new Reconciliation(service.engine().store(), amounts).of(Optional.empty()));
        }
    }

    private static Config withTariffs(Config c, Tariffs tariffs) {
        var desk = new DeskSettings(c.desk().site(), c.desk().service(), tariffs);
        var sms = c.sms().with(tariffs);
        return new Config(
                c.node(),
                c.data(),
                c.masterKey(),
                c.dialogs(),
                c.ivrScripts(),
                desk,
                c.binds(),
                sms,
                c.rules(),
                c.outside(),
                c.lane(),
                c.store(),
                c.voice(),
                c.billing(),
                c.sftp(),
                c.http(),
                c.doors(),
                c.keep(),
                c.logging());
    }

    private static void known(Service service) {
        service.in(tx -> service.staging().subscriber(tx, new Msisdn(NUMBER), Province.HUNAN, Brand.GOTONE));
    }
}
