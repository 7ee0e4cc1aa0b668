package cn.smspay.files.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.smspay.books.charge.ChargeNumber;
import cn.smspay.files.billing.BillingWorld;
import cn.smspay.files.billing.Uplinks;
import com.beanit.asn1bean.ber.BerLength;
import com.beanit.asn1bean.ber.BerTag;
import com.beanit.asn1bean.ber.types.BerInteger;
import com.beanit.asn1bean.ber.types.BerObjectIdentifier;
import com.beanit.asn1bean.ber.types.string.BerUTF8String;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the standard file with a decoder that is not ours. */
public final class StandardFormatTest {
    @TempDir
    private Path folder;

    private BillingWorld world;

    @BeforeEach
    void open() throws IOException {
        world = new BillingWorld(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private ByteBuffer file(long sequence) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(
                world.out.resolve(world.files().list().get((int) sequence - 1).name(Format.CDR))));
    }

    /** The records of a file, by the headers of TS 32.297. */
    public static List<byte[]> records(ByteBuffer file) {
        var records = new ArrayList<byte[]>();
        file.position(file.getInt(4));
        while (file.hasRemaining()) {
            var record = new byte[Short.toUnsignedInt(file.getShort())];
            file.position(file.position() + 3);
            file.get(record);
            records.add(record);
        }
        return records;
    }

    /** Tag number → contents, of a constructed value's contents. */
    private static Map<Integer, byte[]> parts(byte[] contents) throws IOException {
        var in = new ByteArrayInputStream(contents);
        var parts = new LinkedHashMap<Integer, byte[]>();
        while (in.available() > 0) {
            var tag = new BerTag();
            tag.decode(in);
            var length = new BerLength();
            length.decode(in);
            parts.put(tag.tagNumber, in.readNBytes(length.val));
        }
        return parts;
    }

    private static long integer(byte[] contents) throws IOException {
        var integer = new BerInteger();
        integer.decode(new ByteArrayInputStream(withLength(contents)), false);
        return integer.longValue();
    }

    private static String text(byte[] contents) throws IOException {
        var text = new BerUTF8String();
        text.decode(new ByteArrayInputStream(withLength(contents)), false);
        return text.toString();
    }

    private static byte[] withLength(byte[] contents) {
        return ByteBuffer.allocate(contents.length + 1)
                .put((byte) contents.length)
                .put(contents)
                .array();
    }

    private static Map<Integer, byte[]> charge(byte[] record) throws IOException {
        var submitted = parts(parts(record).get(93));
        var extension = parts(parts(submitted.get(23)).get(16));
        return parts(parts(extension.get(2)).get(16));
    }

    @Test
    void headsTheFileAsTheStandardSays() throws IOException {
        world.uplinks(3);
        world.closeByHand();

        var file = file(1);

        assertEquals(file.capacity(), file.getInt(0));
        assertEquals(0xe0, file.get(8) & 0xff, "release in the extension, version 0");
        int opened = file.getInt(10);
        assertEquals(11, opened >>> 28, "month");
        assertEquals(2, opened >>> 23 & 0x1f, "day");
        assertEquals(9, opened >>> 18 & 0x1f, "hour");
        assertEquals(0, opened >>> 12 & 0x3f, "minute");
        assertEquals(1, opened >>> 11 & 1, "east of Greenwich");
        assertEquals(8, opened >>> 6 & 0x1f, "hours from UTC");
        assertEquals(3, file.getInt(18), "records");
        assertEquals(1, file.getInt(22), "sequence");
        assertEquals(4, file.get(26), "closed by hand");
        assertEquals(0, file.get(47), "no record lost");
        int header = file.getInt(4);
        assertEquals(5, file.get(header - 1), "release 15 less 10");
        assertEquals(0xe0, file.get(header + 2) & 0xff);
        assertEquals(1 << 5 | 15, file.get(header + 3) & 0xff, "BER, TS 32.274");
        assertEquals(3, records(file).size());
    }

    @Test
    void writesAnUplinkAsASubmissionRecord() throws IOException {
        world.store.write(tx -> world.billing.record(tx, Uplinks.uplink(7, world.clock.instant())));
        world.closeByHand();

        var record = parts(parts(records(file(1)).get(0)).get(93));

        assertEquals(93, integer(record.get(0)));
        assertEquals("916801568888", HexFormat.of().formatHex(record.get(1)));
        assertEquals(
                "91683108000000f7",
                HexFormat.of().formatHex(parts(record.get(2)).get(1)));
        var recipient = parts(parts(parts(parts(record.get(3)).get(16)).get(7)).get(16));
        assertEquals(4, integer(recipient.get(0)));
        assertEquals("10658888", new String(recipient.get(1), StandardCharsets.US_ASCII));
        assertEquals("0911020900002b0800", HexFormat.of().formatHex(record.get(5)));
        assertEquals("m7", new String(record.get(6), StandardCharsets.US_ASCII));
        assertEquals(12, integer(record.get(9)));
        assertEquals(8, integer(record.get(12)));
        assertEquals(1, integer(record.get(22)));
        assertFalse(record.containsKey(7), "only long messages have parts");
    }

    @Test
    void putsFeeAndServiceIntoTheExtension() throws IOException {
        world.store.write(tx -> world.billing.record(tx, Uplinks.uplink(7, world.clock.instant())));
        world.store.write(tx -> world.billing.correct(tx, new ChargeNumber(1), 0, "WAIVED", world.clock.instant()));
        world.closeByHand();

        var records = records(file(1));
        var charge = charge(records.get(0));
        var correction = charge(records.get(1));
        var submitted = parts(parts(records.get(0)).get(93));
        var identifier = new BerObjectIdentifier();
        identifier.decode(
                new ByteArrayInputStream(
                        withLength(parts(parts(submitted.get(23)).get(16)).get(6))),
                false);

        assertEquals("2.999.12588.1", identifier.toString());
        assertEquals(100, integer(charge.get(24)));
        assertEquals("SMS-UP-100", text(charge.get(23)));
        assertEquals("全球通", text(charge.get(11)));
        assertEquals(world.clock.instant().toEpochMilli(), integer(charge.get(3)));
        assertEquals(-100, integer(correction.get(24)));
        assertEquals(1, integer(correction.get(1)));
    }

    @Test
    void writesASenderThatIsNoMobileNumberAsAnotherAddress() throws IOException {
        world.store.write(tx -> {
            world.billing.record(tx, Uplinks.charge(1, world.clock.instant(), "1065", "MACHINE", 0));
            return world.billing.record(tx, Uplinks.charge(2, world.clock.instant(), "中国Bank", "MACHINE", 0));
        });
        world.closeByHand();

        var senders = new ArrayList<String>();
        for (var record : records(file(1))) {
            var party = parts(parts(parts(record).get(93)).get(2));
            var other = parts(parts(party.get(7)).get(16));
            senders.add(integer(other.get(0)) + " " + new String(other.get(1), StandardCharsets.US_ASCII));
        }

        assertEquals(List.of("4 1065", "5 ??Bank"), senders);
    }
}
