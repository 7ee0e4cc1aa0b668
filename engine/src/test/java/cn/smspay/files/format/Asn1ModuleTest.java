package cn.smspay.files.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.smspay.books.charge.ChargeNumber;
import cn.smspay.files.billing.BillingWorld;
import cn.smspay.files.billing.PeerTest;
import cn.smspay.files.billing.Uplinks;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lets Erlang's ASN.1 compiler read our standard records; passed over where it is not installed (Debian: erlang-asn1).
 *
 * <p>Our module names only the fields that we write. That it agrees with the standard's own, field for field and octet for
 * octet, was last seen with the modules of 3GPP TS 32.298 V16.11.0 and V17.9.0 (their SCSMORecord is the same) on those of
 * TS 29.002 V16.1.0. They are not ours to give away. To repeat it, cut them out of the specifications into one folder, a
 * file per module named like it and ending in .asn1, and add {@code -Dsmspay.asn1=FOLDER} to the Maven command.
 */
@Tag("peer")
final class Asn1ModuleTest {
    /** Reads what the Java side wrote: each record behind its length. */
    private static final String RECORDS = """
            {ok, All} = file:read_file("records.bin"),
            Records = [B || <<L:32, B:L/binary>> <= All],
            Own = fun(B) -> {ok, {sCSMORecord, R}} = 'SmspayCharge':decode('SmsRecord', B), R end,
            """;

    @TempDir
    private Path folder;

    private BillingWorld world;

    @BeforeEach
    void export() throws Exception {
        PeerTest.assumeInstalled("erlc");
        world = new BillingWorld(folder);
        world.uplinks(250);
        world.store.write(tx -> {
            var now = world.clock.instant();
            world.billing.record(tx, Uplinks.charge(900, now, "+\"1,0\"", "MACHINE", 0));
            world.billing.record(tx, Uplinks.charge(901, now, "1065", "MACHINE", 0));
            world.billing.record(tx, Uplinks.part(902, now, 2, 3));
            return world.billing.correct(tx, new ChargeNumber(3), 0, "WAIVED", now);
        });
        world.closeByHand();
        try (var module = SmsRecord.class.getResourceAsStream("/billing/smspay-charge.asn1")) {
            Files.write(folder.resolve("SmspayCharge.asn1"), module.readAllBytes());
        }
        PeerTest.run(folder, "erlc", "-bber", "+maps", "SmspayCharge.asn1");
        writeRecords();
    }

    @AfterEach
    void close() {
        if (world != null) {
            world.close();
        }
    }

    private void writeRecords() throws IOException {
        var file = world.out.resolve(world.files().list().get(0).name(Format.CDR));
        try (var out = new DataOutputStream(Files.newOutputStream(folder.resolve("records.bin")))) {
            for (var record : StandardFormatTest.records(ByteBuffer.wrap(Files.readAllBytes(file)))) {
                out.writeInt(record.length);
                out.write(record);
            }
        }
    }

    private String erlang(String program) throws Exception {
        return PeerTest.run(folder, "erl", "-noshell", "-eval", RECORDS + program + " halt().")
                .strip();
    }

    @Test
    void erlangDecodesEveryRecordByOurModuleWithEqualTotals() throws Exception {
        var totals = erlang("""
                Amounts = [begin
                    #{recordExtensions := [#{information := #{amountLi := Li}}]} = Own(B),
                    Li end || B <- Records],
                io:format("~p ~p", [length(Amounts), lists:sum(Amounts)]),
                """);

        var file = world.files().list().get(0);
        assertEquals(file.records() + " " + file.sumLi(), totals);
    }

    @Test
    void theStandardsOwnModulesReadAndWriteTheSame() throws Exception {
        var given = System.getProperty("smspay.asn1", "");
        assumeTrue(!given.isEmpty(), "-Dsmspay.asn1 names no folder with the modules of TS 32.298");
        try (var modules = Files.newDirectoryStream(Path.of(given), "*.asn{,1}")) {
            for (var module : modules) {
                Files.copy(
                        module, folder.resolve(module.getFileName().toString().replaceFirst("[.]asn$", ".asn1")));
            }
        }
        for (var module : List.of("SMSChargingDataTypes", "GenericChargingDataTypes", "Attribute-ASN1Module")) {
            PeerTest.run(folder, "erlc", "-bber", "+maps", module + ".asn1");
        }

        var same = erlang("""
                Standard = fun(B) ->
                    {ok, {sCSMORecord, R}} = 'SMSChargingDataTypes':decode('SMSRecordType', B), R end,
                Opened = fun(#{recordExtensions := [#{information := {asn1_OPENTYPE, I}} = E]} = R) ->
                    {ok, Charge} = 'SmspayCharge':decode('Charge', I),
                    R#{recordExtensions := [E#{information := Charge}]} end,
                lists:foreach(fun(B) ->
                    true = Opened(Standard(B)) =:= Own(B),
                    {ok, B} = 'SMSChargingDataTypes':encode('SMSRecordType', {sCSMORecord, Standard(B)})
                    end, Records),
                io:format("~p", [length(Records)]),
                """);

        assertEquals(Long.toString(world.files().list().get(0).records()), same);
    }
}
