package cn.smspay.store;

import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a Java type lies in columns. A record of one component is that component's column (so {@code Fen} is an INTEGER);
 * a record of several is spread over one column per component. Instants are epoch millis, enums their names.
 */
abstract class Shape {
    /** Column names in order. */
    abstract List<String> columns();

    /** Writes {@code value} into {@code row} from {@code at} on. */
    abstract void spread(@Nullable Object value, @Nullable Object[] row, int at);

    /** Reads the value whose first column is {@code at} (counted from 1). */
    abstract @Nullable Object gather(ResultSet rows, int at) throws SQLException;

    static Shape of(Class<?> type, String name) {
        if (type.isRecord()) {
            return new OfRecord(type, name);
        }
        return new OfColumn(type, name);
    }

    /** {@code drPosted} → {@code dr_posted}. */
    private static String snake(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static final class OfColumn extends Shape {
        private final Class<?> type;
        private final String column;
        private final List<String> columns;
        private final Map<String, Object> constants = new HashMap<>();

        OfColumn(Class<?> type, String name) {
            this.type = type;
            this.column = snake(name);
            this.columns = List.of(column);
            if (type.isEnum()) {
                for (Object constant : type.getEnumConstants()) {
                    constants.put(((Enum<?>) constant).name(), constant);
                }
            }
        }

        @Override
        List<String> columns() {
            return columns;
        }

        @Override
        void spread(@Nullable Object value, @Nullable Object[] row, int at) {
            if (value instanceof Enum<?> e) {
                row[at] = e.name();
            } else if (value instanceof Instant i) {
                row[at] = i.toEpochMilli();
            } else if (value instanceof Boolean b) {
                row[at] = b ? 1L : 0L;
            } else {
                row[at] = value;
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
                var name = text(rows, at);
                return name == null ? null : constant(name);
            }
            long number = rows.getLong(at);
            if (number == 0 && rows.wasNull()) {
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

        private Object constant(String name) {
            var constant = constants.get(name);
            if (constant != null) {
                return constant;
            }
            throw new IllegalStateException(
                    "column " + column + " holds " + name + ", which is no " + type.getSimpleName());
        }
    }

    private static final class OfRecord extends Shape {
        private final Class<?> type;
        private final MethodHandle constructor;
        private final Function<Object, Object>[] getters;
        private final Shape[] parts;
        /** How many columns the parts before one take. */
        private final int[] offsets;

        private final List<String> columns = new ArrayList<>();

        @SuppressWarnings({"unchecked", "rawtypes"})
        OfRecord(Class<?> type, String name) {
            this.type = type;
            var components = type.getRecordComponents();
            this.getters = new Function[components.length];
            this.parts = new Shape[components.length];
            this.offsets = new int[components.length];
            for (int i = 0; i < components.length; i++) {
                var component = components[i];
                getters[i] = Accessors.getter(component);
                parts[i] = Shape.of(component.getType(), components.length == 1 ? name : component.getName());
                offsets[i] = columns.size();
                columns.addAll(parts[i].columns());
            }
            this.constructor = Accessors.constructor(type);
        }

        @Override
        List<String> columns() {
            return columns;
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
        @Nullable
        Object gather(ResultSet rows, int at) throws SQLException {
            var arguments = new Object[parts.length];
            boolean nothing = true;
            for (int i = 0; i < parts.length; i++) {
                arguments[i] = parts[i].gather(rows, at + offsets[i]);
                nothing &= arguments[i] == null;
            }
            if (nothing) {
                return null;
            }
            try {
                return constructor.invokeExact(arguments);
            } catch (Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("a row does not fit " + type.getSimpleName(), e);
            }
        }
    }
}
