namespace DistCache.Tests.Node.Commands;

/// <summary>Command lines with a purpose; <c>''</c> is the empty word.</summary>
internal static class ComparisonScripts
{
    public static readonly IReadOnlyList<(string Name, string[] Lines)> All =
    [
        ("set", [
            "SET a 1", "GET a", "SET a 2 NX", "GET a", "SET a 3 XX", "SET b 1 XX", "GET b", "SET b 1 NX GET", "SET b 2 NX GET", "GET b",
            "SET b 3 XX GET", "SET c 3 XX GET", "GET c", "SET a 1 NX XX", "SET a 1 EX 10 PX 10", "SET a 1 EX", "SET a 1 EX 0",
            "SET a 1 EX -1", "SET a 1 PX 0", "SET a 1 EXAT 0", "SET a 1 PXAT -1", "SET a 1 EX abc", "SET a 1 EX 10 KEEPTTL",
            "SET a 1 KEEPTTL EX 10", "SET a 1 EX 9223372036854775807", "SET a 1 PX 9223372036854775807", "SET a 1 EXAT 33000000000",
            "EXPIRETIME a", "SET a 2 KEEPTTL", "EXPIRETIME a", "SET a 2 GET KEEPTTL", "EXPIRETIME a", "SET a 3", "EXPIRETIME a",
            "SET a 1 PXAT 1", "GET a", "EXISTS a", "SET a 1 PXAT 1 GET", "SET a 1 foo", "SET a 1 GET GET", "SET a 1 NX NX", "SET a",
            "SET a ''", "GET a", "STRLEN a", "SET '' x", "GET ''", "SET a 1 PERSIST", "SET a 5 KEEPTTL KEEPTTL", "SET a x EX 5 EX 5",
            "SET a x GET EX zz",
        ]),
        ("relatives of set", [
            "SETNX a 1", "SETNX a 2", "GET a", "SETEX a 100 v", "TTL a", "SETEX a 0 v", "SETEX a -1 v", "SETEX a x v", "PSETEX a 0 v",
            "PSETEX a 100000 v", "TTL a", "GETSET a w", "TTL a", "GETSET nokey w", "GETDEL a", "GETDEL a", "GET a",
            "SETEX a 9223372036854775807 v", "PSETEX a 9223372036854775807 v",
        ]),
        ("getex", [
            "GETEX a", "GETEX a EX x", "SET a v", "GETEX a", "GETEX a EX 100", "TTL a", "GETEX a PERSIST", "TTL a",
            "GETEX a PXAT 33000000000000", "PEXPIRETIME a", "GETEX a EX 0", "GETEX a EX x", "GETEX a PERSIST EX 5",
            "GETEX a EX 5 PERSIST", "GETEX a NX", "GETEX a KEEPTTL", "GETEX a EXAT 1", "GET a", "SET a v", "GETEX a EX",
            "GETEX a PERSIST PERSIST", "GETEX a EX 10 PX 10",
        ]),
        ("several", [
            "MSET {s}a 1 {s}b 2", "MGET {s}a {s}b {s}c", "MSET {s}a", "MSET {s}a 1 {s}b", "MSETNX {s}a 5 {s}z 5", "MGET {s}a {s}z",
            "MSETNX {s}y 1 {s}y 2", "GET {s}y", "MSETNX {s}q", "MSETNX {s}q 1 {s}r", "MSET {s}a 1 {s}a 2", "GET {s}a",
            "SET {s}t 1 EXAT 33000000000", "MSET {s}t 2", "TTL {s}t", "MGET {s}t {s}t {s}t",
        ]),
        ("counters", [
            "INCR n", "INCR n", "DECR n", "INCRBY n 10", "DECRBY n 3", "GET n", "SET n 9223372036854775807", "INCR n", "DECRBY n -1",
            "SET n -9223372036854775808", "DECR n", "DECRBY n 9223372036854775807", "DECRBY n -9223372036854775808", "SET n abc",
            "INCR n", "SET n 01", "INCR n", "SET n ''", "INCR n", "INCRBY n x", "INCRBY m 1.5", "SET n 10.50", "INCRBYFLOAT n 0.1",
            "INCRBYFLOAT n -5", "SET n 5.0e3", "INCRBYFLOAT n 2.0e2", "INCRBYFLOAT n abc", "INCRBYFLOAT n inf", "INCRBYFLOAT n nan",
            "SET n abc", "INCRBYFLOAT n 1", "INCRBYFLOAT new 3.0", "INCRBYFLOAT new -3", "GET new", "SET n 1 EXAT 33000000000", "INCR n",
            "EXPIRETIME n", "INCRBYFLOAT n 0.5", "EXPIRETIME n", "APPEND n 5", "INCRBYFLOAT n 0", "INCR n", "DECRBY n", "INCR n 1",
            "INCRBYFLOAT z 0.00000000000000001", "INCRBYFLOAT z 1e-18",
        ]),
        ("ranges", [
            "APPEND a hello", "APPEND a _world", "GET a", "APPEND a ''", "STRLEN a", "STRLEN nokey", "GETRANGE a 0 4",
            "GETRANGE a -5 -1", "GETRANGE a 5 2", "GETRANGE a 0 100", "GETRANGE a -100 3", "GETRANGE a -1 -3", "GETRANGE a 100 200",
            "GETRANGE a x 1", "GETRANGE a 0 x", "GETRANGE nokey 0 -1", "SUBSTR a 1 3", "SETRANGE a 0 J", "GET a", "SETRANGE a 20 end",
            "GET a", "SETRANGE nokey 3 ''", "EXISTS nokey", "SETRANGE nokey 3 x", "GET nokey", "SETRANGE a -1 x", "SETRANGE a x y",
            "SETRANGE a 16777216 x", "SETRANGE a 9223372036854775807 x", "SETRANGE a 16777215 ''", "SET t v EXAT 33000000000",
            "APPEND t w", "EXPIRETIME t", "SETRANGE t 0 z", "EXPIRETIME t", "GETRANGE a -9223372036854775808 9223372036854775807",
            "GETRANGE a 0 -9223372036854775808", "GETRANGE a -9223372036854775808 -9223372036854775808", "APPEND fresh ''",
            "EXISTS fresh",
        ]),
        ("keys", [
            "SET {s}a 1", "EXISTS {s}a", "EXISTS {s}a {s}a {s}b", "TYPE {s}a", "TYPE {s}b", "TOUCH {s}a {s}b", "RENAME {s}a {s}b",
            "RENAME {s}a {s}b", "RENAMENX {s}b {s}b", "RENAME {s}b {s}b", "SET {s}c 3 EXAT 33000000000", "RENAMENX {s}b {s}c",
            "RENAME {s}c {s}b", "EXPIRETIME {s}b", "COPY {s}b {s}d", "EXPIRETIME {s}d", "COPY {s}b {s}d", "SET {s}b x",
            "COPY {s}b {s}d REPLACE", "EXPIRETIME {s}d", "COPY {s}b {s}b", "COPY {s}none {s}d", "COPY {s}none {s}d REPLACE",
            "COPY {s}b {s}e DB 0", "COPY {s}b {s}e DB", "COPY {s}b {s}e foo", "COPY {s}b {s}e DB x", "COPY {s}b {s}e DB 99",
            "DEL {s}b {s}b {s}none", "UNLINK {s}d", "DEL", "EXISTS", "RENAME a", "RENAMENX {s}none {s}x", "RENAMENX {s}none {s}none",
        ]),
        ("expiries", [
            "SET a v", "EXPIRE a 100", "TTL a", "PERSIST a", "PERSIST a", "TTL a", "PTTL a", "TTL nokey", "PTTL nokey",
            "EXPIRETIME nokey", "PEXPIRETIME a", "EXPIREAT a 33000000000", "EXPIRETIME a", "PEXPIRETIME a", "PEXPIREAT a 33000000000500",
            "EXPIRETIME a", "PEXPIREAT a 33000000000499", "EXPIRETIME a", "EXPIREAT a 33000000000 NX", "EXPIREAT a 34000000000 XX",
            "EXPIREAT a 33000000000 GT", "EXPIREAT a 35000000000 GT", "EXPIREAT a 36000000000 LT", "EXPIREAT a 33000000000 LT",
            "EXPIREAT a 33000000000 LT", "EXPIREAT a 33000000000 GT", "PERSIST a", "EXPIREAT a 33000000000 GT",
            "EXPIREAT a 33000000000 XX", "EXPIREAT a 33000000000 LT", "EXPIRE a 10 NX XX", "EXPIRE a 10 NX GT", "EXPIRE a 10 GT LT",
            "EXPIRE a 10 XX GT", "EXPIRE a 10 foo", "EXPIRE a x foo", "EXPIRE a x", "EXPIRE a 9223372036854775807",
            "EXPIRE a -9223372036854775808", "PEXPIRE a 9223372036854775807", "EXPIREAT a 9223372036854775807", "EXPIRE nokey x",
            "EXPIRE nokey 10", "EXPIRE nokey 9223372036854775807", "EXPIRE a -1", "GET a", "SET a v", "EXPIREAT a 0", "EXISTS a",
            "SET a v", "PEXPIREAT a 0", "EXISTS a", "SET a v", "PEXPIRE a -9223372036854775808", "EXISTS a", "SET a v", "EXPIRE a 0 GT",
            "EXISTS a", "EXPIRE a -5 LT", "EXISTS a", "PERSIST nokey", "EXPIRE a", "TTL",
        ]),
        ("keyspace", [
            "DBSIZE", "RANDOMKEY", "SET a 1", "RANDOMKEY", "DBSIZE", "KEYS a", "KEYS nothing", "SCAN 0", "SCAN 0 MATCH x*",
            "SCAN 0 COUNT 0", "SCAN 0 COUNT -1", "SCAN 0 COUNT x", "SCAN 0 COUNT", "SCAN 0 TYPE string", "SCAN 0 TYPE hash", "SCAN x",
            "SCAN -1x", "SCAN 0 foo bar", "SCAN 0 MATCH a COUNT 100 TYPE STRING", "SCAN 0 MATCH", "FLUSHALL foo", "FLUSHALL SYNC ASYNC",
            "FLUSHDB SYNC", "DBSIZE", "SET a 1", "FLUSHALL ASYNC", "DBSIZE", "FLUSHALL", "KEYS", "DBSIZE x", "RANDOMKEY x",
        ]),
        ("objects", [
            "SET n 12", "SET s abc", "SET l 123456789012345678901234567890123456789012345", "OBJECT ENCODING n", "OBJECT ENCODING s",
            "OBJECT ENCODING l", "OBJECT ENCODING nokey", "OBJECT REFCOUNT s", "OBJECT FREQ s", "OBJECT FREQ nokey", "OBJECT foo",
            "OBJECT foo a", "OBJECT ENCODING", "OBJECT", "OBJECT HELP x", "OBJECT IDLETIME s x", "MEMORY", "MEMORY USAGE",
            "MEMORY USAGE nokey", "MEMORY USAGE s SAMPLES", "MEMORY USAGE s SAMPLES x", "MEMORY USAGE s SAMPLES -1",
            "MEMORY USAGE s foo 1", "MEMORY foo", "MEMORY HELP x", "MEMORY USAGE nokey SAMPLES 0", "MEMORY USAGE nokey SAMPLES -1",
            "MEMORY USAGE nokey foo",
        ]),
    ];
}
