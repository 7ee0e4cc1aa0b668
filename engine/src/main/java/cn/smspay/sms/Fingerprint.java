package cn.smspay.sms;

import cn.smspay.base.ServiceNumber;
import cn.smspay.base.Sha256;
import cn.smspay.base.text.Part;
import cn.smspay.base.vault.Vault;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What makes two deliveries the same physical message: sender, destination, data_coding, octets (with the user data header)
 * and SAR reference (R 3.0.5).
 */
final class Fingerprint {
    private static final int BYTES = 16;

    private Fingerprint() {}

    /** @param sender as we know senders: an SMSC may spell a number in several ways */
    static String of(String sender, ServiceNumber service, DeliveredPdu pdu, Vault vault) {
        return vault.fingerprint(plain(sender, service, pdu));
    }

    /**
     * The digest of before, which is only what the key is applied to: without a key a stolen database gives away every
     * password that was ever sent. Fingerprints of before the key could so be turned into today's where they stood.
     */
    private static byte[] plain(String sender, ServiceNumber service, DeliveredPdu pdu) {
        var digest = Sha256.digest();
        digest.update(sender.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(service.digits().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        var sar = pdu.sar() == null ? new Part(0, 0, 0) : pdu.sar();
        digest.update(ByteBuffer.allocate(16)
                .putInt(pdu.dataCoding())
                .putInt(sar.reference())
                .putInt(sar.number())
                .putInt(sar.total())
                .array());
        digest.update(pdu.octets());
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES).getBytes(StandardCharsets.US_ASCII);
    }
}
