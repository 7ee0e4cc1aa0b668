package cn.smspay.store;

import cn.smspay.store.dialect.ColumnKind;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a Java type lies in columns. A record of one component is that component's column (so {@code Fen} is an INTEGER);
 * a record of several is spread over one column per component. Instants are epoch millis, enums their names.
 */
abstract class Shape {
    /** Column names in order. */
    abstract List<String> columns();

    /** What lies in each. */
    abstract List<ColumnKind> kinds();

    /** Writes {@code value} into {@code row} from {@code at} on. */
    abstract void spread(@Nullable Object value, @Nullable Object[] row, int at);

    /** Reads the value whose first column is {@code at} (counted from 1). */
    abstract @Nullable Object gather(ResultSet rows, int at) throws SQLException;

    /** Is told of each column in which one state of a row differs from another. */
    interface Changed {
        /** @param at its place, from 0 */
        void column(int at, @Nullable Object value);
    }

    /** Compares two states column by column, without writing out what is the same object. */
    abstract void compare(@Nullable Object before, @Nullable Object after, int at, Changed to);

    /** @param nullable whether there may be none of it, so that its columns hold nothing then */
    static Shape of(Class<?> type, String name, boolean nullable) {
        if (type.isRecord()) {
            return new OfRecord(type, name, nullable);
        }
        return new OfColumn(type, name, nullable);
    }

    /** {@code drPosted} → {@code dr_posted}. */
    private static String snake(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static final class OfColumn extends Shape {
        private final Class<?> type;
        private final String column;
        private final List<String> columns;
        /** The constants of an enum, and how each is stored: octets compared are quicker than a text made and looked up. */
        private final Object[] constants;

        private final byte[][] names;
        /** Asking whether a number that is 0 is really none takes as long as reading it. */
        private final boolean isNumberForSure;

        OfColumn(Class<?> type, String name, boolean nullable) {
            this.type = type;
            this.isNumberForSure = type.isPrimitive() && !nullable;
            this.column = snake(name);
            this.columns = List.of(column);
            this.constants = type.isEnum() ? type.getEnumConstants() : new Object[0];
            this.names = Arrays.stream(constants)
                    .map(constant -> ((Enum<?>) constant).name().getBytes(StandardCharsets.UTF_8))
                    .toArray(byte[][]::new);
        }

        @Override
        List<String> columns() {
            return columns;
        }

        @Override
        List<ColumnKind> kinds() {
            boolean isText = type == String.class || type.isEnum();
            return List.of(isText ? ColumnKind.TEXT : type == byte[].class ? ColumnKind.OCTETS : ColumnKind.NUMBER);
        }

        @Override
        void spread(@Nullable Object value, @Nullable Object[] row, int at) {
            row[at] = stored(value);
        }

        private static @Nullable Object stored(@Nullable Object value) {
            if (value instanceof Enum<?> e) {
                return e.name();
            } else if (value instanceof Instant i) {
                return i.toEpochMilli();
            } else if (value instanceof Boolean b) {
                return b ? 1L : 0L;
            }
            return value;
        }

        @Override
        void compare(@Nullable Object before, @Nullable Object after, int at, Changed to) {
            var value = stored(after);
            if (!Objects.deepEquals(stored(before), value)) {
                to.column(at, value);
            }
        }

        @Override
        @Nullable
        Object gather(ResultSet rows, int at) throws SQLException {
            if (type == String.class) {
                return text(rows, at);
            } else if (type == byte[].class) {
                return rows.getBytes(at);
            } else if (type.isEnum()) {
                var name = rows.getBytes(at);
                return name == null ? null : constant(name);
            }
            long number = rows.getLong(at);
            if (number == 0 && !isNumberForSure && rows.wasNull()) {
                return null;
            } else if (type == long.class || type == Long.class) {
                return number;
            } else if (type == int.class || type == Integer.class) {
                return Math.toIntExact(number);
            } else if (type == boolean.class) {
                return number != 0;
            } else if (type == Instant.class) {
                return Instant.ofEpochMilli(number);
            }
            throw new IllegalStateException("no column type for " + type);
        }

        /** As its octets, which the driver hands over in two thirds of the time that it needs for a text. */
        private static @Nullable String text(ResultSet rows, int at) throws SQLException {
            var utf8 = rows.getBytes(at);
            return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
        }

        private Object constant(byte[] name) {
            for (int i = 0; i < names.length; i++) {
                if (Arrays.equals(names[i], name)) {
                    return constants[i];
                }
            }
            throw new IllegalStateException("column " + column + " holds " + new String(name, StandardCharsets.UTF_8)
                    + ", which is no " + type.getSimpleName());
        }
    }

    private static final class OfRecord extends Shape {
        private final Class<?> type;
        private final Accessors.Maker maker;
        private final Function<Object, Object>[] getters;
        private final Shape[] parts;
        /** How many columns the parts before one take. */
        private final int[] offsets;
        /** Whether there is none of the whole where there is none of its first part. */
        private final boolean firstDecides;

        private final List<String> columns = new ArrayList<>();

        @SuppressWarnings({"unchecked", "rawtypes"})
        OfRecord(Class<?> type, String name, boolean nullable) {
            this.type = type;
            var components = type.getRecordComponents();
            this.getters = new Function[components.length];
            this.parts = new Shape[components.length];
            this.offsets = new int[components.length];
            for (int i = 0; i < components.length; i++) {
                var component = components[i];
                getters[i] = Accessors.getter(component);
                parts[i] = Shape.of(
                        component.getType(),
                        components.length == 1 ? name : component.getName(),
                        nullable || isNullable(component));
                offsets[i] = columns.size();
                columns.addAll(parts[i].columns());
            }
            this.maker = Accessors.maker(type);
            this.firstDecides = nullable && !isNullable(components[0]);
        }

        private static boolean isNullable(RecordComponent component) {
            return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        }

        @Override
        List<String> columns() {
            return columns;
        }

        @Override
        List<ColumnKind> kinds() {
            return Arrays.stream(parts).flatMap(part -> part.kinds().stream()).toList();
        }

        @Override
        void spread(@Nullable Object value, @Nullable Object[] row, int at) {
            if (value == null) {
                return;
            }
            for (int i = 0; i < parts.length; i++) {
                parts[i].spread(getters[i].apply(value), row, at + offsets[i]);
            }
        }

        @Override
        void compare(@Nullable Object before, @Nullable Object after, int at, Changed to) {
            for (int i = 0; i < parts.length; i++) {
                var was = before == null ? null : getters[i].apply(before);
                var is = after == null ? null : getters[i].apply(after);
                if (was != is) {
                    parts[i].compare(was, is, at + offsets[i], to);
                }
            }
        }

        @Override
        @Nullable
        Object gather(ResultSet rows, int at) throws SQLException {
            var arguments = new Object[parts.length];
            boolean nothing = true;
            for (int i = 0; i < parts.length; i++) {
                arguments[i] = parts[i].gather(rows, at + offsets[i]);
                nothing &= arguments[i] == null;
                if (nothing && firstDecides) {
                    return null;
                }
            }
            if (nothing) {
                return null;
            }
            try {
                return maker.make(arguments);
            } catch (RuntimeException e) {
                throw new IllegalStateException("a row does not fit " + type.getSimpleName(), e);
            }
        }
    }
}
