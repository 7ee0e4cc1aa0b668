package cn.smspay.accounts.wallet;

import cn.smspay.base.Fen;
import java.nio.ByteBuffer;

/**
 * The octets over which card and platform make their MACs (JR/T 0025; amounts and balances four octets). The last two are our
 * own, in the same manner: a card that says how it stands, and an order to a card.
 */
public final class PurseData {
    static final byte LOAD = 2;
    static final byte PURCHASE = 6;
    /** What a card says of itself. */
    private static final byte READING = 0x20;

    private static final int ROOM = 32;
    /** Four octets: more fits into no card. */
    public static final long AMOUNT_MOST = 0xFFFF_FFFFL;

    private PurseData() {}

    /** MAC1 of a load, by the card. */
    public static byte[] loadRequest(Fen balance, Fen amount, Terminal terminal) {
        return octets(amount(room(), balance, amount).put(LOAD).put(terminal.octets()));
    }

    /** MAC2 of a load, by the platform. */
    public static byte[] loadOrder(Fen amount, Terminal terminal, CardTime at) {
        return loadOrder(amount, LOAD, terminal, at);
    }

    static byte[] loadOrder(Fen amount, byte type, Terminal terminal, CardTime at) {
        return octets(amount(room(), amount).put(type).put(terminal.octets()).put(at.octets()));
    }

    static byte[] loadRequest(Fen balance, Fen amount, byte type, Terminal terminal) {
        return octets(amount(room(), balance, amount).put(type).put(terminal.octets()));
    }

    /** TAC of a load: the card has booked it. */
    public static byte[] loadProof(Fen after, int counterBefore, Fen amount, Terminal terminal, CardTime at) {
        return octets(amount(amount(room(), after).putShort((short) counterBefore), amount)
                .put(LOAD)
                .put(terminal.octets())
                .put(at.octets()));
    }

    /** MAC1 of a purchase, by the PSAM. */
    public static byte[] purchaseOrder(Fen amount, Terminal psam, CardTime at) {
        return octets(amount(room(), amount).put(PURCHASE).put(psam.octets()).put(at.octets()));
    }

    /** MAC2 of a purchase, by the card. */
    public static byte[] purchaseDone(Fen amount) {
        return octets(amount(room(), amount));
    }

    /** TAC of a purchase: the card has paid. */
    public static byte[] purchaseProof(Fen amount, Terminal psam, int terminalNumber, CardTime at) {
        return octets(amount(room(), amount)
                .put(PURCHASE)
                .put(psam.octets())
                .putInt(terminalNumber)
                .put(at.octets()));
    }

    /** What a card says of itself; the key holds the on-line counter. */
    public static byte[] reading(Fen balance, int offlineCounter, int flags, Terminal terminal) {
        return octets(amount(room(), balance)
                .putShort((short) offlineCounter)
                .put((byte) flags)
                .put(READING)
                .put(terminal.octets()));
    }

    /** An order to a card. */
    public static byte[] order(CardOrder order, Terminal terminal) {
        return octets(room().put(order.code()).put(terminal.octets()));
    }

    private static ByteBuffer room() {
        return ByteBuffer.allocate(ROOM);
    }

    private static ByteBuffer amount(ByteBuffer to, Fen... amounts) {
        for (Fen amount : amounts) {
            if (amount.fen() < 0 || amount.fen() > AMOUNT_MOST) {
                throw new IllegalArgumentException("no amount of a card: " + amount);
            }
            to.putInt((int) amount.fen());
        }
        return to;
    }

    private static byte[] octets(ByteBuffer made) {
        var data = new byte[made.position()];
        made.flip().get(data);
        return data;
    }
}
