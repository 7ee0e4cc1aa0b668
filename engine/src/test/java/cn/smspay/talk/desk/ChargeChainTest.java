package cn.smspay.talk.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Province;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.testing.Service;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a charge to its conversation and to the movement in the book. */
@Timeout(120)
final class ChargeChainTest {
    private static final String PHONE = "13807310001";

    @TempDir
    private Path folder;

    @Test
    void everyRecordOfADialogueNamesItAndTheOneThatMovedMoneyTheMovement() {
        try (var service = new Service(folder)) {
            service.in(tx -> {
                var staging = service.staging();
                var now = service.clock.instant();
                var who = staging.subscriber(tx, new Msisdn(PHONE), Province.HUNAN, Brand.GOTONE);
                staging.open(tx, who, new Secret("246813"), new Secret("135792"), now);
                staging.realName(tx, who, now);
                staging.bindCard(tx, who, BankCode.ICBC, "0128");
                staging.money(tx, who, Pocket.CASH, new Fen(500_00), now);
                return who;
            });

            service.say(PHONE, "TX");
            service.say(PHONE, "100");
            service.say(PHONE, "135792");
            service.say(PHONE, "CX");

            assertEquals(
                    1,
                    service.number("select count(distinct conversation) from charge_record"
                            + " where number <= 3 and conversation is not null"));
            assertEquals(
                    List.of("3 WITHDRAWAL"),
                    service.texts("select c.number || ' ' || t.event from charge_record c join transfer t"
                            + " on t.id = c.transfer where c.number <= 3"));
            assertEquals(0, service.number("select count(*) from charge_record where conversation is null"));
        }
    }

    @Test
    void bothRecordsOfAnOpeningNameItsConversation() {
        try (var service = new Service(folder)) {
            service.in(tx -> service.staging().subscriber(tx, new Msisdn(PHONE), Province.HUNAN, Brand.GOTONE));

            service.say(PHONE, "KT");
            service.say(PHONE, "A");

            assertEquals(
                    List.of("2 1"),
                    service.texts("select count(*) || ' ' || count(distinct conversation) from charge_record"
                            + " where conversation is not null"));
        }
    }
}
