package cn.smspay.web.api;

import static cn.smspay.web.api.ShopFixture.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.merchants.MerchantBills.Fund;
import cn.smspay.accounts.merchants.MerchantBills.Trade;
import cn.smspay.base.Fen;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.Sha256;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bill of a day: what is in it, what it comes to, and that a day that is not over has none. */
final class BillsApiTest {
    private static final Instant AT = Instant.parse("2009-11-02T01:00:00Z");

    @TempDir
    Path folder;

    private static Trade trade(String kind, long fen, String state) {
        boolean back = !kind.equals("PAYMENT");
        return new Trade(kind, "1", "A-1", back ? "2" : "", back ? "R-1" : "", new Fen(fen), state, AT);
    }

    @Test
    void paymentsAndRefundsAreAddedUpApartAndWhatFailedOrWasGivenBackElsewhereIsNoMoney() {
        var lines = BillsApi.trades(List.of(
                        trade("PAYMENT", 50_00, "PAID"),
                        trade("PAYMENT", 20_00, "PAID"),
                        trade("REFUND", 7_00, "SUCCEEDED"),
                        trade("REFUND", 3_00, "ACCEPTED"),
                        trade("REFUND", 11_00, "FAILED"),
                        trade("OFFLINE_REFUND", 5_00, "SUCCEEDED")))
                .lines()
                .toList();

        assertEquals("kind,order_no,merchant_order_no,refund_no,merchant_refund_no,amount_fen,status,at", lines.get(0));
        assertTrue(lines.get(1).startsWith("PAYMENT,1,A-1,,,5000,PAID,2009-11-02T"), lines.get(1));
        assertEquals("TOTAL,6,paid_fen,7000,refunded_fen,1000,,", lines.get(7));
    }

    @Test
    void whatCameAndWhatWentStandInColumnsOfTheirOwn() {
        var lines = BillsApi.funds(List.of(
                        new Fund(7, "PURCHASE", true, new Fen(50_00), new Fen(50_00), AT),
                        new Fund(8, "REFUND", false, new Fen(20_00), new Fen(30_00), AT)))
                .lines()
                .toList();

        assertTrue(lines.get(1).startsWith("7,PURCHASE,5000,0,5000,"), lines.get(1));
        assertTrue(lines.get(2).startsWith("8,REFUND,0,2000,3000,"), lines.get(2));
        assertEquals("TOTAL,2,5000,2000,,", lines.get(3));
    }

    @Test
    void aDayWithoutMovementsHasItsTotalsAlone() {
        assertEquals(
                "TOTAL,0,paid_fen,0,refunded_fen,0,,",
                BillsApi.trades(List.of()).lines().toList().get(1));
        assertEquals("TOTAL,0,0,0,,", BillsApi.funds(List.of()).lines().toList().get(1));
        assertTrue(BillsApi.funds(List.of()).endsWith("\r\n"));
    }

    @Test
    void aDayThatIsOverHasABillWithItsDigestAndIsAlwaysTheSame() {
        try (var at = new ShopFixture(folder)) {
            at.pay(at.payer("13800000001", "80"), at.made("A-1", 20_00));
            var day = ServiceDay.date(at.world.clock.instant());
            assertEquals("409 day-not-over", reason(at.shop.get("/v1/bills/" + day + "?type=trade")));
            for (String wrong :
                    List.of(day + "", day + "?type=all", "2009-02-30?type=trade", day + "?type=trade&x=1")) {
                assertEquals("400 query-invalid", reason(at.shop.get("/v1/bills/" + wrong)), wrong);
            }
            at.world.clock.turn(Duration.ofDays(1));

            var trade = at.shop.get("/v1/bills/" + day + "?type=trade");

            assertTrue(trade.body().contains("TOTAL,1,paid_fen,2000,refunded_fen,0,,"), trade.body());
            assertEquals(
                    "sha-256=:" + Base64.getEncoder().encodeToString(Sha256.of(trade.body())) + ':',
                    trade.headers().firstValue("Repr-Digest").orElse(""));
            assertTrue(trade.headers()
                    .firstValue("Content-Disposition")
                    .orElse("")
                    .contains("smspay-trade-" + day + ".csv"));
            assertTrue(at.shop.get("/v1/bills/" + day + "?type=fund").body().contains("TOTAL,1,2000,0,,"));
            at.made("A-2", 100);
            assertEquals(
                    trade.body(),
                    at.shop.get("/v1/bills/" + day + "?type=trade").body());
        }
    }
}
