package io.refcache.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.refcache.AsyncTaskResponse;
import io.refcache.CacheReference;
import io.refcache.CacheResponse;
import io.refcache.CallOptions;
import io.refcache.Computation;
import io.refcache.EntryOptions;
import io.refcache.ReadOptions;
import io.refcache.RefCache;
import io.refcache.RefCacheConfigurationException;
import io.refcache.RefCacheException;
import io.refcache.RefComputationException;
import io.refcache.RefNotFoundException;
import io.refcache.RefResponse;
import io.refcache.ResponseFormat;
import io.refcache.TaskCancelledException;
import io.refcache.TaskInProgressException;
import io.refcache.TaskStatus;
import io.refcache.store.Operation;
import io.refcache.testing.EngineFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The cache without annotations.
 */
class RefCacheTests {

	private final EngineFixture fixture = new EngineFixture();

	private final RefCache cache = this.fixture.refCache();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void stateIsToldInTheDetailThatTheCallAskedFor() {
		CallOptions options = CallOptions.of("slow").withExecutor("manual").withAsyncTimeout(Duration.ZERO);
		String full = this.cache.call(options.withResponseFormat(ResponseFormat.FULL), (context) -> "a").refId();
		String standard = this.cache.call(options.withNamespace("other"), (context) -> "b").refId();

		assertThat(format(full, ReadOptions.DEFAULTS)).isEqualTo(ResponseFormat.FULL);
		assertThat(format(standard, ReadOptions.DEFAULTS)).isEqualTo(ResponseFormat.STANDARD);
		assertThat(format(full, ReadOptions.DEFAULTS.withFormat(ResponseFormat.MINIMAL)))
			.isEqualTo(ResponseFormat.MINIMAL);
	}

	private ResponseFormat format(String refId, ReadOptions options) {
		return ((AsyncTaskResponse<?>) this.cache.get(refId, options)).format();
	}

	@Test
	void valueThatIsSetResolves() {
		CacheReference reference = this.cache.set("key", "value");

		assertThat(reference.refId()).matches("test:[0-9a-f]{32}");
		assertThat(reference.namespace()).isEqualTo("public");
		assertThat(reference.createdAt()).isEqualTo(now());
		assertThat(reference.expiresAt()).isEqualTo(now().plus(EngineFixture.TTL));
		assertThat(this.cache.resolve(reference.refId(), String.class)).isEqualTo("value");
		assertThat(this.cache.exists(reference.refId())).isTrue();
		assertThat(this.cache.get(reference.refId())).isEqualTo(CacheResponse.complete(reference.refId(), "value"));
	}

	@Test
	void eachSetIsANewReferenceAndTheOldOneStillResolves() {
		CacheReference old = this.cache.set("key", "old");
		CacheReference next = this.cache.set("key", "new");

		assertThat(next.refId()).isNotEqualTo(old.refId());
		assertThat(this.cache.resolve(old.refId(), String.class)).isEqualTo("old");
		assertThat(this.cache.resolve(next.refId(), String.class)).isEqualTo("new");
	}

	@Test
	void valueWithoutExpiryHasNone() {
		CacheReference reference = this.cache.set("key", "value", EntryOptions.DEFAULTS.withTtl(EntryOptions.NEVER));

		assertThat(reference.expiresAt()).isNull();
		this.fixture.time().advance(Duration.ofDays(100_000));
		assertThat(this.cache.exists(reference.refId())).isTrue();
	}

	@Test
	void valueResolvesForTheRetentionIfItsTimeToLiveIsShorter() {
		String refId = this.cache.set("key", "value", EntryOptions.DEFAULTS.withTtl(Duration.ofSeconds(1))).refId();

		this.fixture.time().advance(EngineFixture.RETENTION.minusMillis(1));
		assertThat(this.cache.exists(refId)).isTrue();
		this.fixture.time().advance(Duration.ofMillis(1));
		assertThat(this.cache.exists(refId)).isFalse();
	}

	@Test
	void keyHitsUpToItsTimeToLiveAndNotOnIt() {
		CallOptions options = CallOptions.of("op", 1).withTtl(Duration.ofSeconds(10));
		String refId = this.cache.call(options, (progress) -> "value").refId();

		this.fixture.time().advance(Duration.ofMillis(9999));
		assertThat(this.cache.call(options, (progress) -> "value").refId()).isEqualTo(refId);
		this.fixture.time().advance(Duration.ofMillis(1));
		assertThat(this.cache.call(options, (progress) -> "value").refId()).isNotEqualTo(refId);
	}

	@Test
	void timeToLiveCountsFromTheEnd() {
		CallOptions options = CallOptions.of("op", 1).withTtl(Duration.ofSeconds(1));
		String refId = this.cache.call(options, (progress) -> {
			this.fixture.time().advance(Duration.ofSeconds(100));
			return "value";
		}).refId();

		this.fixture.time().advance(Duration.ofMillis(999));
		assertThat(this.cache.call(options, (progress) -> "other").refId()).isEqualTo(refId);
	}

	@Test
	void nullIsAValue() {
		CallOptions options = CallOptions.of("op", (Object) null);
		String refId = this.cache.<String>call(options, (progress) -> null).refId();

		assertThat(this.cache.resolve(refId, String.class)).isNull();
		assertThat(this.cache.<String>call(options, (progress) -> "other").refId()).isEqualTo(refId);
		assertThat(this.cache.resolve(this.cache.set("key", null).refId(), Integer.class)).isNull();
	}

	@Test
	void valueOfAnotherTypeIsRefusedByName() {
		String refId = this.cache.set("key", List.of(1)).refId();

		assertThatExceptionOfType(RefCacheException.class).isThrownBy(() -> this.cache.resolve(refId, Map.class))
			.withMessageContaining(refId)
			.withMessageContaining("java.util.Map");
		assertThat((Object) this.cache.resolve(refId, List.class)).isEqualTo(List.of(1));
		assertThat(this.cache.resolve(refId, Object.class)).isEqualTo(List.of(1));
		assertThat(this.cache.resolve(this.cache.set("key", 5).refId(), int.class)).isEqualTo(5);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ":", "test", "test:", "test:00", "test:0123456789abcdef0123456789abcde",
			"test:0123456789abcdef0123456789abcdef0", "test:0123456789ABCDEF0123456789abcdef",
			"test:0123456789abcdef0123456789abcdeg", "test:0123456789abcdef0123456789abcdef\n",
			"\ntest:0123456789abcdef0123456789abcdef", "other:0123456789abcdef0123456789abcdef",
			"TEST:0123456789abcdef0123456789abcdef", "test:0123456789abcdef0123456789abcdef",
			"test:test:0123456789abcdef0123456789abcdef", "test：0123456789abcdef0123456789abcdef",
			"test:٠123456789abcdef0123456789abcdef", "test:+123456789abcdef0123456789abcdef", "../test", "%00",
			"' OR 1=1 --" })
	void referenceThatIsMalformedOrUnknownIsNotFound(String refId) {
		assertThatExceptionOfType(RefNotFoundException.class).isThrownBy(() -> this.cache.get(refId))
			.satisfies((ex) -> assertThat(ex.getRefId()).isEqualTo(refId));
		assertThatExceptionOfType(RefNotFoundException.class).isThrownBy(() -> this.cache.resolve(refId, String.class));
		assertThat(this.cache.exists(refId)).isFalse();
		assertThat(this.cache.delete(refId)).isFalse();
		assertThat(this.cache.taskStatus(refId)).isEmpty();
		assertThat(this.fixture.tasks().cancel(refId)).isFalse();
	}

	@Test
	void deletedReferenceIsNotThereAnyMore() {
		String refId = this.cache.set("key", "value").refId();

		assertThat(this.cache.delete(refId)).isTrue();
		assertThat(this.cache.delete(refId)).isFalse();
		assertThat(this.cache.exists(refId)).isFalse();
	}

	@Test
	void clearMeansOneNamespace() {
		String kept = this.cache.set("key", "value", EntryOptions.DEFAULTS.withNamespace("other")).refId();
		String cleared = this.cache.set("key", "value").refId();

		assertThat(this.cache.clear("public")).isEqualTo(1);

		assertThat(this.cache.exists(kept)).isTrue();
		assertThat(this.cache.exists(cleared)).isFalse();
	}

	@Test
	void namespacesDoNotShareKeys() {
		CallOptions options = CallOptions.of("op", 1);
		String refId = this.cache.call(options, (progress) -> "value").refId();

		assertThat(this.cache.call(options.withNamespace("other"), (progress) -> "value").refId()).isNotEqualTo(refId);
		assertThat(this.cache.call(CallOptions.of("other", 1), (progress) -> "value").refId()).isNotEqualTo(refId);
		assertThat(this.cache.call(CallOptions.of("op", 1), (progress) -> "value").refId()).isEqualTo(refId);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "user", "org::user:bob", "shared:agent:", "x{userid}", "x}" })
	void namespaceThatCannotBeEnforcedIsRefused(String namespace) {
		assertThatExceptionOfType(RefCacheConfigurationException.class)
			.isThrownBy(() -> this.cache.set("key", "value", EntryOptions.DEFAULTS.withNamespace(namespace)));
		assertThatExceptionOfType(RefCacheConfigurationException.class)
			.isThrownBy(() -> this.cache.call(CallOptions.of("op").withNamespace(namespace), (progress) -> "value"));
	}

	@Test
	void setValueIsNotHitByACallOfThatName() {
		this.cache.set("key", "value");

		RefResponse<String> response = this.cache.call(CallOptions.of("set", "key"), (progress) -> "computed");

		assertThat(((CacheResponse.Complete<?>) response).value()).isEqualTo("computed");
	}

	@Test
	void changedArgumentsDoNotChangeTheKey() {
		int[] argument = { 1 };
		String refId = this.cache.call(CallOptions.of("op", argument), (progress) -> {
			argument[0] = 2;
			return "value";
		}).refId();

		assertThat(this.cache.call(CallOptions.of("op", new int[] { 1 }), (progress) -> "other").refId())
			.isEqualTo(refId);
	}

	@Test
	void taskIsToldInEachState() {
		String refId = submit((progress) -> {
			progress.report(1, 4, "reading");
			assertThat(this.cache.taskStatus(this.fixture.tasks().list(null, 1).get(0).refId()).orElseThrow())
				.satisfies((task) -> {
					assertThat(task.status()).isEqualTo(TaskStatus.PROCESSING);
					assertThat(task.progress().percentage()).isEqualTo(25.0);
					assertThat(task.completedAt()).isNull();
				});
			this.fixture.time().advance(Duration.ofSeconds(3));
			return "value";
		});
		assertThat(this.cache.taskStatus(refId).orElseThrow().status()).isEqualTo(TaskStatus.PENDING);
		assertThatExceptionOfType(TaskInProgressException.class)
			.isThrownBy(() -> this.cache.resolve(refId, String.class))
			.withMessageContaining(refId)
			.satisfies((ex) -> assertThat(ex.getResponse().refId()).isEqualTo(refId));

		this.fixture.manual().runAll();

		assertThat(this.cache.taskStatus(refId).orElseThrow()).satisfies((task) -> {
			assertThat(task.status()).isEqualTo(TaskStatus.COMPLETE);
			assertThat(task.completedAt()).isEqualTo(now());
			assertThat(task.startedAt()).isEqualTo(now().minusSeconds(3));
			assertThat(task.isTerminal()).isTrue();
		});
	}

	@Test
	void failedTaskTellsWhatItKnows() {
		String refId = submit((progress) -> {
			throw new IOException("broken");
		});
		this.fixture.manual().runAll();

		assertThatExceptionOfType(RefComputationException.class)
			.isThrownBy(() -> this.cache.resolve(refId, String.class))
			.satisfies((ex) -> assertThat(ex.getError().type()).isEqualTo("java.io.IOException"))
			.satisfies((ex) -> assertThat(ex.getError().message()).isEqualTo("broken"));
		assertThat(this.cache.get(refId, ReadOptions.DEFAULTS.withFormat(ResponseFormat.MINIMAL)))
			.isInstanceOfSatisfying(AsyncTaskResponse.class, (task) -> {
				assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
				assertThat(task.format()).isEqualTo(ResponseFormat.MINIMAL);
				assertThat(task.message()).isEqualTo("Task failed: broken");
			});
	}

	@Test
	void cancelledTaskTellsSo() {
		String refId = submit((progress) -> "value");
		this.fixture.tasks().cancel(refId);

		assertThatExceptionOfType(TaskCancelledException.class)
			.isThrownBy(() -> this.cache.resolve(refId, String.class))
			.satisfies((ex) -> assertThat(ex.getRefId()).isEqualTo(refId));
		assertThat(this.cache.get(refId)).isInstanceOf(AsyncTaskResponse.class);
	}

	@Test
	void valueThatIsNotExposedAnswersWithItsTask() {
		CallSpec hidden = new CallSpec(new Operation("hidden", "java.lang.String", false), null, null, null, null,
				"none", true, false, EngineFixture.OPEN);
		String refId = this.fixture.call(hidden, "key", (progress) -> "secret").refId();

		assertThat(this.cache.get(refId, ReadOptions.DEFAULTS.withExposedOnly())).isInstanceOfSatisfying(
				AsyncTaskResponse.class, (task) -> assertThat(task.status()).isEqualTo(TaskStatus.COMPLETE));
		assertThat(this.cache.get(refId)).isInstanceOf(CacheResponse.Complete.class);
	}

	@Test
	void checkedExceptionReachesTheCallerAsItIs() {
		IOException failure = new IOException("broken");

		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> this.cache.call(CallOptions.of("op"), (progress) -> {
				throw failure;
			}))
			.isSameAs(failure);
	}

	@Test
	void optionsThatMakeNoSenseAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> CallOptions.of(" "));
		assertThatIllegalArgumentException().isThrownBy(() -> CallOptions.of("op").withTtl(Duration.ZERO));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> CallOptions.of("op").withAsyncTimeout(Duration.ofMillis(-1)));
		assertThatIllegalArgumentException().isThrownBy(() -> EntryOptions.DEFAULTS.withTtl(Duration.ofSeconds(-1)));
	}

	private String submit(Computation<String> computation) {
		return this.cache
			.call(CallOptions.of("op", 1).withAsyncTimeout(Duration.ZERO).withExecutor("manual"), computation)
			.refId();
	}

	private Instant now() {
		return this.fixture.time().clock().instant();
	}

}
