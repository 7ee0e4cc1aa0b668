package cn.smspay.accounts.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Against figures of public descriptions of the PBOC e-purse, and others that were computed the same way. */
class PurseKeyTest {
    private static final PurseKey KEY = PurseKey.of("11223344556677888877665544332211");
    private static final int RANDOM = 0x11223344;
    private static final Fen AMOUNT = new Fen(0x1000);
    private static final Terminal TERMINAL = new Terminal(1_122_334_455L);
    private static final CardTime LOADED = new CardTime("20111221214822");
    private static final CardTime PAID = new CardTime("20120229135100");

    @Test
    void aLoadHasThePublishedFigures() {
        var session = KEY.loadSession(RANDOM, 0);

        assertEquals("9B1D924E05595603", hex(session.octets()));
        assertEquals("2988AE5A", hex(session.mac(PurseData.loadRequest(Fen.ZERO, AMOUNT, (byte) 1, TERMINAL))));
        assertEquals("3A845BF0", hex(session.mac(PurseData.loadOrder(AMOUNT, (byte) 1, TERMINAL, LOADED))));
    }

    @Test
    void aPurchaseHasThePublishedFigures() {
        var session = KEY.purchaseSession(RANDOM, 0, 1);

        assertEquals("003238ABC57659DD", hex(session.octets()));
        assertEquals("F15CAB75", hex(session.mac(PurseData.purchaseOrder(AMOUNT, TERMINAL, PAID))));
        assertEquals("56988A13", hex(session.mac(PurseData.purchaseDone(AMOUNT))));
    }

    @Test
    void proofsHaveTheComputedFigures() {
        assertEquals(
                "8888888888888888",
                hex(PurseKey.of("00112233445566778899AABBCCDDEEFF").tacKey().octets()));
        assertEquals(
                "B3A0D49C",
                hex(PurseKey.of("00112233445566778899AABBCCDDEEFF")
                        .tacKey()
                        .mac(PurseData.purchaseProof(AMOUNT, TERMINAL, 1, PAID))));
        assertEquals(
                "422E9358",
                hex(PurseKey.of("00112233445566778899AABBCCDDEEFF")
                        .tacKey()
                        .mac(PurseData.loadProof(AMOUNT, 0, AMOUNT, TERMINAL, LOADED))));
    }

    @Test
    void aCardsKeyComesFromItsNumber() {
        assertEquals(
                "9D4767E4742AC4860F16089916BDA827",
                hex(KEY.diversified(new CardNo("0000201612210001")).octets()));
    }

    @Test
    void mastersAndCardComeToTheSame() {
        var masters = new TestMasters(
                new Secret("11223344556677888877665544332211"),
                new Secret("00112233445566778899AABBCCDDEEFF"),
                new Secret("0123456789ABCDEFFEDCBA9876543210"));
        var card = new CardNo("0000201612210001");
        var written = masters.written(card);
        var data = PurseData.loadOrder(AMOUNT, TERMINAL, LOADED);

        assertEquals(written.load().loadSession(RANDOM, 7).mac(data), masters.loadMac(card, RANDOM, 7, data));
        assertEquals(
                written.purchase().purchaseSession(RANDOM, 7, 9).mac(data),
                masters.purchaseMac(card, RANDOM, 7, 9, data));
        assertEquals(written.tac().tacKey().mac(data), masters.tac(card, data));
        assertNotEquals(masters.tac(card, data), masters.tac(new CardNo("0000201612210002"), data));
    }

    @Test
    void keysDoNotPrint() {
        assertEquals("***", KEY.toString());
        assertEquals("***", KEY.tacKey().toString());
    }

    private static String hex(byte[] octets) {
        return HexFormat.of().withUpperCase().formatHex(octets);
    }

    private static String hex(int mac) {
        return String.format(Locale.ROOT, "%08X", mac);
    }
}
