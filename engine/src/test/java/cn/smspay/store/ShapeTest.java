package cn.smspay.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.store.dialect.ColumnKind;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How each type lies in columns, comes back, and is compared. */
final class ShapeTest {
    enum Colour {
        RED,
        GREEN
    }

    record Amount(long fen) {}

    record Place(long shelf, int slot) {}

    record Count(@Nullable Integer low, @Nullable Integer high) {}

    record Row(
            Place place,
            Amount drPosted,
            Colour colour,
            boolean done,
            Instant at,
            byte[] octets,
            @Nullable String text,
            @Nullable Place other,
            @Nullable Long number) {}

    private static final Shape ROW = Shape.of(Row.class, "row", false);

    private static Row full() {
        return new Row(
                new Place(7, 2),
                new Amount(-5),
                Colour.GREEN,
                true,
                Instant.ofEpochMilli(1_257_123_600_007L),
                new byte[] {0, -1},
                "余额",
                new Place(8, 3),
                9L);
    }

    private static Row bare() {
        return new Row(new Place(0, 0), new Amount(0), Colour.RED, false, Instant.EPOCH, new byte[0], null, null, null);
    }

    private static @Nullable Object[] spread(Row row) {
        var values = new Object[ROW.columns().size()];
        ROW.spread(row, values, 0);
        return values;
    }

    /** What a shape makes of the columns that this selects. */
    private static @Nullable Object gather(Shape shape, String columns, Object... values) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                var statement = connection.prepareStatement("select " + columns)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                return shape.gather(rows, 1);
            }
        }
    }

    @Test
    void eachComponentIsAColumnAndARecordOfOneIsThatOnes() {
        assertEquals(
                List.of(
                        "shelf",
                        "slot",
                        "dr_posted",
                        "colour",
                        "done",
                        "at",
                        "octets",
                        "text",
                        "shelf",
                        "slot",
                        "number"),
                ROW.columns());
        assertEquals(
                List.of(
                        ColumnKind.NUMBER,
                        ColumnKind.NUMBER,
                        ColumnKind.NUMBER,
                        ColumnKind.TEXT,
                        ColumnKind.NUMBER,
                        ColumnKind.NUMBER,
                        ColumnKind.OCTETS,
                        ColumnKind.TEXT,
                        ColumnKind.NUMBER,
                        ColumnKind.NUMBER,
                        ColumnKind.NUMBER),
                ROW.kinds());
    }

    @Test
    void instantsLieAsMillisEnumsAsNamesAndTruthAsOne() {
        var values = spread(full());

        assertArrayEquals(
                new Object[] {7L, 2, -5L, "GREEN", 1L, 1_257_123_600_007L, new byte[] {0, -1}, "余额", 8L, 3, 9L},
                values);
        assertEquals(0L, spread(bare())[4]);
        assertNull(spread(bare())[8], "nothing of what there is none of");
    }

    @Test
    void whatLiesThereComesBack() throws SQLException {
        for (Row row : List.of(full(), bare())) {
            var back = (Row) gather(ROW, "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?", spread(row));

            assertArrayEquals(spread(row), spread(back));
            assertEquals(row.other(), back.other());
            assertEquals(row.number(), back.number());
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 5", "null, "})
    void zeroIsNotNothing(String sql, Long number) throws SQLException {
        assertEquals(number, gather(Shape.of(Long.class, "n", true), sql));
        assertEquals(number == null ? null : number.intValue(), gather(Shape.of(Integer.class, "n", true), sql));
    }

    @ParameterizedTest
    @CsvSource({"2147483647, true", "2147483648, false", "-2147483648, true", "-2147483649, false"})
    void aNumberThatDoesNotFitIsAFault(long number, boolean fits) throws SQLException {
        var shape = Shape.of(int.class, "n", false);

        if (fits) {
            assertEquals((int) number, gather(shape, Long.toString(number)));
        } else {
            assertThrows(ArithmeticException.class, () -> gather(shape, Long.toString(number)));
        }
    }

    @Test
    void aNameThatIsNoConstantIsNamedWithItsColumn() throws SQLException {
        var shape = Shape.of(Colour.class, "shownColour", true);

        assertEquals(Colour.RED, gather(shape, "'RED'"));
        assertNull(gather(shape, "null"));
        for (String other : List.of("red", "RE", "REDS", "")) {
            var fault = assertThrows(IllegalStateException.class, () -> gather(shape, "?", other));
            assertEquals("column shown_colour holds " + other + ", which is no Colour", fault.getMessage());
        }
    }

    @Test
    void aTypeThatHasNoColumnIsAFault() {
        assertThrows(IllegalStateException.class, () -> gather(Shape.of(Double.class, "n", true), "1.5"));
    }

    @Test
    void thereIsNoneOfARecordWhereThereIsNoneOfItsFirstPart() throws SQLException {
        var shape = Shape.of(Place.class, "place", true);

        assertNull(gather(shape, "null, 5"));
        assertNull(gather(shape, "null, null"));
        assertEquals(new Place(0, 5), gather(shape, "0, 5"));
    }

    @Test
    void orOfAllPartsIfTheFirstMayBeNone() throws SQLException {
        var shape = Shape.of(Count.class, "count", true);

        assertEquals(new Count(null, 5), gather(shape, "null, 5"));
        assertEquals(new Count(5, null), gather(shape, "5, null"));
        assertNull(gather(shape, "null, null"));
    }

    @Test
    void aRowThatARecordRefusesIsNamedByTheRecord() {
        var fault = assertThrows(
                IllegalStateException.class, () -> gather(Shape.of(Place.class, "place", true), "1, null"));

        assertEquals("a row does not fit Place", fault.getMessage());
    }

    private static List<String> differences(Row before, Row after) {
        var found = new ArrayList<String>();
        ROW.compare(
                before,
                after,
                0,
                (at, value) -> found.add(at + "="
                        + (value instanceof byte[] octets ? new String(octets, StandardCharsets.UTF_8) : value)));
        return found;
    }

    @Test
    void onlyColumnsThatDifferAreTold() {
        assertEquals(List.of(), differences(full(), full()), "equal, though not the same object");
        assertEquals(
                List.of("0=0", "1=0", "2=0", "3=RED", "4=0", "5=0", "6=", "7=null", "8=null", "9=null", "10=null"),
                differences(full(), bare()));
        assertEquals(List.of("8=8", "9=3"), differences(with(bare(), null), with(bare(), new Place(8, 3))));
        assertEquals(List.of("9=4"), differences(with(bare(), new Place(8, 3)), with(bare(), new Place(8, 4))));
    }

    private static Row with(Row row, @Nullable Place other) {
        return new Row(
                row.place(),
                row.drPosted(),
                row.colour(),
                row.done(),
                row.at(),
                row.octets(),
                row.text(),
                other,
                row.number());
    }
}
