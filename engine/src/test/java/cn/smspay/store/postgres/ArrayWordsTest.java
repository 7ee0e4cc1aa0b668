package cn.smspay.store.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.store.dialect.ColumnKind;
import cn.smspay.store.dialect.Layout;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrayWordsTest {
    private static final List<ColumnKind> KINDS = List.of(ColumnKind.TEXT, ColumnKind.NUMBER, ColumnKind.OCTETS);

    @Test
    void oneKeyIsComparedWithAnArrayAndOneStatementServesAnyNumberOfRows() {
        var words = new ArrayWords(new Layout("seal", List.of("name", "at", "sealed"), KINDS, 1));

        assertEquals(
                "select t.name, t.at, t.sealed from seal t where t.name = any(cast(? as text[]))", words.select(1));
        assertEquals(words.select(1), words.select(1000));
        assertEquals(
                "insert into seal (name, at, sealed) select * from unnest(cast(? as text[]), cast(? as bigint[]),"
                        + " cast(? as bytea[]))",
                words.insert(3));
        assertEquals(
                words.insert(3) + " on conflict (name) do update set at = excluded.at, sealed = excluded.sealed",
                words.upsert(3));
        assertEquals(
                "update seal set at = cast(? as bigint) where name = any(cast(? as text[]))",
                words.update(new int[] {1}, 5));
        assertEquals(
                words.insert(3) + " on conflict (name) do update set at = excluded.at", words.upsert(new int[] {1}, 3));
        assertEquals("delete from seal t where t.name = any(cast(? as text[]))", words.delete(2));
    }

    @Test
    void aKeyOfSeveralColumnsIsJoinedTo() {
        var words = new ArrayWords(new Layout("seal", List.of("name", "at", "sealed"), KINDS, 2));

        assertEquals(
                "select t.name, t.at, t.sealed from seal t, unnest(cast(? as text[]), cast(? as bigint[])) as want (k0, k1)"
                        + " where t.name = want.k0 and t.at = want.k1",
                words.select(2));
        assertEquals(
                "delete from seal t using unnest(cast(? as text[]), cast(? as bigint[])) as want (k0, k1)"
                        + " where t.name = want.k0 and t.at = want.k1",
                words.delete(2));
    }
}
