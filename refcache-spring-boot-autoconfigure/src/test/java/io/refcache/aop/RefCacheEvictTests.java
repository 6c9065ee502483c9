package io.refcache.aop;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.refcache.Actor;
import io.refcache.CallOptions;
import io.refcache.EntryOptions;
import io.refcache.FailureReports;
import io.refcache.MissingContextValueException;
import io.refcache.ProgressCallback;
import io.refcache.InvalidReferenceException;
import io.refcache.Ref;
import io.refcache.RefCache;
import io.refcache.RefCacheEvict;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import io.refcache.ReferenceWithoutValueException;
import io.refcache.ResolveRefs;
import io.refcache.TaskContext;
import io.refcache.access.ActorResolver;
import io.refcache.access.ActorScope;
import io.refcache.engine.Work;
import io.refcache.testing.Gate;
import io.refcache.testing.LogRecorder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Results that are evicted, by annotation or by hand.
 */
class RefCacheEvictTests {

	private static final Actor ALICE = Actor.user("alice");

	private static final Actor BOB = Actor.user("bob");

	private static final Actor ROBOT = Actor.agent("robot");

	private static final AtomicReference<Work> BODY = new AtomicReference<>();

	private static AnnotationConfigApplicationContext context;

	private static Reports reports;

	private static Editor editor;

	private static RefCache cache;

	@BeforeAll
	static void start() {
		context = TestContexts.start(Beans.class);
		reports = context.getBean(Reports.class);
		editor = context.getBean(Editor.class);
		cache = context.getBean(RefCache.class);
	}

	@AfterAll
	static void close() {
		context.close();
	}

	@Test
	void resultOfTheSameArgumentsIsEvicted() {
		int a = reports.build("a", 1, ProgressCallback.NOOP);
		int b = reports.build("b", 1, ProgressCallback.NOOP);
		editor.change("a", 1);

		assertThat(reports.build("b", 1, ProgressCallback.NOOP)).isEqualTo(b);
		assertThat(reports.build("a", 1, ProgressCallback.NOOP)).isNotEqualTo(a);
	}

	@Test
	void expressionNamesTheArguments() {
		int c = reports.build("c", 2, ProgressCallback.NOOP);
		int d = reports.build("d", 2, ProgressCallback.NOOP);
		editor.changeAt(Map.of("id", "c"), 2);

		assertThat(reports.build("c", 2, ProgressCallback.NOOP)).isNotEqualTo(c);
		assertThat(reports.build("d", 2, ProgressCallback.NOOP)).isEqualTo(d);
	}

	@Test
	void expressionNamesTheOnlyArgument() {
		int one = reports.ofList(List.of("x", "y"));
		editor.changeList(List.of("x", "y"));

		assertThat(reports.ofList(List.of("x", "y"))).isNotEqualTo(one);
	}

	@Test
	void resultOfTheMethodIsKnown() {
		int e = reports.build("e", 3, ProgressCallback.NOOP);
		editor.create("e");

		assertThat(reports.build("e", 3, ProgressCallback.NOOP)).isNotEqualTo(e);
	}

	@Test
	void computedKeyIsNamedByItsValue() {
		int one = reports.keyed(Map.of("id", "f", "text", "old"));
		assertThat(reports.keyed(Map.of("id", "f", "text", "new"))).isEqualTo(one);
		editor.changeKeyed("f");

		assertThat(reports.keyed(Map.of("id", "f", "text", "new"))).isNotEqualTo(one);
	}

	@Test
	void computedKeyIsComputedOfTheSameArguments() {
		int one = reports.keyed(Map.of("id", "g"));
		editor.changeMap(Map.of("id", "g", "text", "other"));

		assertThat(reports.keyed(Map.of("id", "g"))).isNotEqualTo(one);
	}

	@Test
	void allAreEvicted() {
		int one = reports.many("a");
		int two = reports.many("b");
		int other = reports.ofList(List.of("stays"));
		editor.changeAll();

		assertThat(reports.many("a")).isNotEqualTo(one);
		assertThat(reports.many("b")).isNotEqualTo(two);
		assertThat(reports.ofList(List.of("stays"))).isEqualTo(other);
	}

	@Test
	void severalAnnotationsAreSeveralEvictions() {
		int one = reports.many("h");
		int two = reports.build("h", 1, ProgressCallback.NOOP);
		editor.changeBoth("h");

		assertThat(reports.many("h")).isNotEqualTo(one);
		assertThat(reports.build("h", 1, ProgressCallback.NOOP)).isNotEqualTo(two);
	}

	@Test
	void failureEvictsNothing() {
		int one = reports.many("i");
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> editor.fail("i"));

		assertThat(reports.many("i")).isEqualTo(one);
	}

	@Test
	void stageEvictsWhenItHasCompleted() {
		int one = reports.many("j");
		CompletableFuture<String> stage = new CompletableFuture<>();
		CompletableFuture<String> answer = editor.later("j", stage);
		assertThat(reports.many("j")).isEqualTo(one);
		stage.complete("done");

		assertThat(answer).isCompletedWithValue("done");
		assertThat(reports.many("j")).isNotEqualTo(one);
	}

	@Test
	void stageThatFailsEvictsNothing() {
		int one = reports.many("k");
		CompletableFuture<String> stage = new CompletableFuture<>();
		CompletableFuture<String> answer = editor.later("k", stage);
		stage.completeExceptionally(new IllegalStateException("expected"));

		assertThat(answer).isCompletedExceptionally();
		assertThat(reports.many("k")).isEqualTo(one);
	}

	@Test
	void resultsOfOthersStay() throws Exception {
		int alices = ActorScope.call(ALICE, () -> reports.own("l"));
		int bobs = ActorScope.call(BOB, () -> reports.own("l"));
		ActorScope.run(ALICE, () -> editor.changeOwn("l"));

		assertThat(ActorScope.<Integer>call(ALICE, () -> reports.own("l"))).isNotEqualTo(alices);
		assertThat(ActorScope.<Integer>call(BOB, () -> reports.own("l"))).isEqualTo(bobs);
	}

	@Test
	void allOfANamespaceAreEvicted() throws Exception {
		int alices = ActorScope.call(ALICE, () -> reports.own("m"));
		int bobs = ActorScope.call(BOB, () -> reports.own("m"));
		ActorScope.run(ALICE, () -> editor.changeAllOwn());

		assertThat(ActorScope.<Integer>call(ALICE, () -> reports.own("m"))).isNotEqualTo(alices);
		assertThat(ActorScope.<Integer>call(BOB, () -> reports.own("m"))).isEqualTo(bobs);
	}

	@Test
	void whoCannotHaveResultsIsToldBeforeTheMethodRuns() {
		int before = editor.calls();
		assertThatExceptionOfType(MissingContextValueException.class).isThrownBy(() -> editor.changeOwn("n"));

		assertThat(editor.calls()).isEqualTo(before);
	}

	@Test
	void computationThatRunsIsJoinedNoMore() throws Throwable {
		Gate gate = new Gate("old");
		BODY.set(gate);
		String old = reports.slow("o").refId();
		gate.awaitEntered();
		BODY.set((context) -> "new");
		assertThat(reports.slow("o").refId()).as("joined").isEqualTo(old);
		editor.changeSlow("o");
		String young = reports.slow("o").refId();
		gate.open();

		assertThat(young).isNotEqualTo(old);
	}

	@Test
	void handsEvictAsAnnotationsDo() {
		int one = reports.build("p", 1, ProgressCallback.NOOP);
		assertThat(cache.invalidate("RefCacheEvictTests.Reports.build", "p", 1)).isTrue();
		assertThat(cache.invalidate("RefCacheEvictTests.Reports.build", "p", 1)).isFalse();
		int two = reports.build("p", 1, ProgressCallback.NOOP);
		assertThat(two).isNotEqualTo(one);
		assertThat(cache.invalidateAll("RefCacheEvictTests.Reports.build")).isPositive();
		assertThat(reports.build("p", 1, ProgressCallback.NOOP)).isNotEqualTo(two);
	}

	@Test
	void handsActForSomebody() throws Exception {
		int alices = ActorScope.call(ALICE, () -> reports.own("q"));
		assertThat(cache.as(BOB).invalidate("own", "q")).isFalse();
		assertThat(ActorScope.<Integer>call(ALICE, () -> reports.own("q"))).isEqualTo(alices);
		assertThat(cache.as(ALICE).invalidate("own", "q")).isTrue();
		assertThatExceptionOfType(MissingContextValueException.class).isThrownBy(() -> cache.invalidate("own", "q"));
	}

	@Test
	void callsByHandAreEvicted() {
		CallOptions options = CallOptions.of("by hand", "key");
		AtomicInteger runs = new AtomicInteger();
		cache.call(options, (context) -> runs.incrementAndGet());
		cache.call(options, (context) -> runs.incrementAndGet());
		assertThat(cache.invalidate(CallOptions.of("by hand", "other"))).isFalse();
		assertThat(cache.invalidate(options)).isTrue();
		cache.call(options, (context) -> runs.incrementAndGet());

		assertThat(runs).hasValue(2);
	}

	@Test
	void referenceAmongTheArgumentsStandsForItsValue() {
		Ref<String> ref = Ref.to(cache.set("product", "chair").refId());
		int one = reports.referenced(ref);
		assertThat(reports.referenced(Ref.of("chair"))).isEqualTo(one);
		editor.changeReferenced(ref);
		int two = reports.referenced(ref);
		assertThat(two).isNotEqualTo(one);
		assertThat(cache.invalidate("referenced", ref)).isTrue();
		int three = reports.referenced(ref);
		assertThat(three).isNotEqualTo(two);
		assertThat(cache.invalidate("referenced", Ref.of("chair"))).isTrue();
	}

	@Test
	void textThatIsAReferenceStandsForItsValue() {
		String ref = cache.set("text", "one two").refId();
		int one = reports.text(ref, ProgressCallback.NOOP);
		assertThat(reports.text("one two", ProgressCallback.NOOP)).isEqualTo(one);
		assertThat(cache.invalidate("text", ref)).isTrue();

		assertThat(reports.text("one two", ProgressCallback.NOOP)).isNotEqualTo(one);
	}

	@Test
	void textOfAnAgentStandsForItsValue() throws Exception {
		String ref = cache.set("text of an agent", "one two three").refId();
		int one = ActorScope.call(ROBOT, () -> reports.many(ref));
		assertThat(reports.many("one two three")).isEqualTo(one);
		ActorScope.run(ROBOT, () -> editor.changeMany(ref));
		int two = reports.many("one two three");

		assertThat(two).isNotEqualTo(one);
		assertThat(cache.as(ROBOT).invalidate("many", ref)).isTrue();
		assertThat(reports.many("one two three")).isNotEqualTo(two);
	}

	@Test
	void textOfAUserStandsForItself() {
		String ref = cache.set("text of a user", "one two three four").refId();
		int one = reports.many(ref);
		editor.changeMany(ref);

		assertThat(reports.many(ref)).isNotEqualTo(one);
	}

	@Test
	void valueOfAnotherStandsForItselfAsInACall() throws Exception {
		String inner = cache.as(ALICE).set("inner", "line").refId();
		String ref = cache.as(ALICE).set("outer", List.of(inner)).refId();
		int alices = ActorScope.call(ALICE, () -> reports.lines(Ref.to(ref)));
		int bobs = ActorScope.call(BOB, () -> reports.lines(Ref.to(ref)));
		assertThat(bobs).as("which leaves what stands in alice's value").isNotEqualTo(alices);
		ActorScope.run(BOB, () -> editor.changeLines(Ref.to(ref)));

		assertThat(ActorScope.<Integer>call(BOB, () -> reports.lines(Ref.to(ref)))).isNotEqualTo(bobs);
		assertThat(cache.as(ALICE).invalidate("lines", Ref.to(ref))).isTrue();
		assertThat(ActorScope.<Integer>call(ALICE, () -> reports.lines(Ref.to(ref)))).isNotEqualTo(alices);
	}

	@Test
	void computedKeyMayHoldRecordsOfRecords() {
		List<Object> boxes = List.of(new Box(List.of("a")));
		int one = reports.boxes(boxes);
		editor.changeBoxes(boxes);

		assertThat(reports.boxes(List.of(new Box(List.of("a"))))).isNotEqualTo(one);
	}

	@Test
	void whoMayNotUseAReferenceEvictsAllTheSame() throws Exception {
		Ref<String> ref = Ref
			.to(cache.as(ALICE).set("hers", "hers", EntryOptions.DEFAULTS.withNamespace("user:alice")).refId());
		int one = ActorScope.call(ALICE, () -> reports.referenced(ref));
		ActorScope.run(BOB, () -> editor.changeReferenced(ref));

		assertThat(ActorScope.<Integer>call(ALICE, () -> reports.referenced(ref))).isNotEqualTo(one);
	}

	@Test
	void listIsTheOnlyArgumentThatIsNotFilledIn() {
		int one = reports.filled(List.of("x", "y"), ProgressCallback.NOOP);
		editor.changeFilled(List.of("x", "y"));

		assertThat(reports.filled(List.of("x", "y"), ProgressCallback.NOOP)).isNotEqualTo(one);
	}

	@Test
	void computedKeyIsComputedOfValues() {
		Ref<String> ref = Ref.to(cache.set("keyed product", "table").refId());
		int one = reports.referencedByKey(ref);
		editor.changeReferencedByKey(ref);

		assertThat(reports.referencedByKey(ref)).isNotEqualTo(one);
	}

	@Test
	void referenceThatTheMethodRemovesStandsForItsValue() {
		int one = reports.referenced(Ref.of("dropped"));
		int other = reports.many("dropped");
		editor.drop(Ref.to(cache.set("dropped", "dropped").refId()));
		int two = reports.referenced(Ref.of("dropped"));

		assertThat(two).isNotEqualTo(one);
		assertThat(reports.many("dropped")).isNotEqualTo(other);
		editor.dropByExpression(Ref.to(cache.set("dropped", "dropped").refId()));
		assertThat(reports.referenced(Ref.of("dropped"))).isNotEqualTo(two);
	}

	@Test
	void expressionSeesWhatTheMethodHasDone() {
		int one = reports.referenced(Ref.of("filled in"));
		editor.fillIn(new AtomicReference<>());

		assertThat(reports.referenced(Ref.of("filled in"))).isNotEqualTo(one);
	}

	@Test
	void referenceThatLedNowhereBeforeEvictsNothing() {
		int one = reports.many("nowhere");
		try (LogRecorder log = LogRecorder.of(KeyedEviction.class.getName())) {
			editor.drop(Ref.to("default:0123456789abcdef0123456789abcdef"));

			assertThat(log.messages()).containsExactly(
					"Nothing of 'referenced' is evicted: the key is made of a reference that has no value: "
							+ InvalidReferenceException.class.getName());
		}
		assertThat(reports.many("nowhere")).as("the other annotation").isNotEqualTo(one);
	}

	@Test
	void referenceThatHasNotEndedEvictsNothing() throws Throwable {
		Gate gate = new Gate("value");
		BODY.set(gate);
		Ref<String> ref = Ref.to(reports.slow("pending").refId());
		gate.awaitEntered();
		int before = editor.calls();
		editor.changeReferenced(ref);

		assertThat(editor.calls()).isEqualTo(before + 1);
		assertThatExceptionOfType(ReferenceWithoutValueException.class)
			.isThrownBy(() -> cache.invalidate("referenced", ref))
			.withMessageContaining(ref.refId());
		gate.open();
	}

	@Test
	void evictionThatFailsLeavesTheOthersAlone() {
		int one = reports.many("others");
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> editor.changeWrongly("others"))
			.withMessageContaining("takes 2 arguments that are not filled in, not 1")
			.satisfies((failure) -> assertThat(failure.getSuppressed()).hasSize(1));

		assertThat(reports.many("others")).isNotEqualTo(one);
	}

	@Test
	void stageOfAnotherClassIsReturnedAsItIs() {
		int one = reports.many("mine");
		MyFuture stage = new MyFuture();
		assertThat(editor.mine("mine", stage)).isSameAs(stage);
		stage.complete("done");

		assertThat(reports.many("mine")).isNotEqualTo(one);
	}

	@Test
	void cancellationReachesTheOriginalStage() {
		int one = reports.many("cancelled");
		CompletableFuture<String> stage = new CompletableFuture<>();
		assertThat(editor.later("cancelled", stage).cancel(true)).isTrue();

		assertThat(stage).isCancelled();
		assertThat(reports.many("cancelled")).isEqualTo(one);
	}

	@Test
	void failureOfAnEvictionIsThatOfTheStage() {
		CompletableFuture<String> answer = editor.laterWrongly("n", CompletableFuture.completedFuture("done"));

		assertThat(answer).isCompletedExceptionally();
	}

	@Test
	void referenceThatLeadsNowhereIsAnError() {
		assertThatExceptionOfType(InvalidReferenceException.class)
			.isThrownBy(() -> cache.invalidate("referenced", Ref.to("default:0123456789abcdef0123456789abcdef")));
	}

	@Test
	void wrongNamesAndArgumentsAreRefused() {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> cache.invalidate("nobody", "a"))
			.withMessageContaining("no @RefCached method named 'nobody'")
			.withMessageContaining("RefCacheEvictTests.Reports.build");
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> cache.invalidateAll("nobody"));
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> cache.invalidate("RefCacheEvictTests.Reports.build", "a"))
			.withMessageContaining("takes 2 arguments that are not filled in, not 1");
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> cache.invalidate("RefCacheEvictTests.Reports.build", "a", 1L))
			.withMessageContaining("Argument 2")
			.withMessageContaining("must be of type int, not java.lang.Long");
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> cache.invalidate("RefCacheEvictTests.Reports.build", "a", null))
			.withMessageContaining("must be of type int, not null");
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> cache.invalidate("RefCacheEvictTests.Reports.keyed", "a", "b"))
			.withMessageContaining("is computed");
	}

	@Test
	void nothingHappensWhereItIsOff() {
		TestContexts.runner()
			.withUserConfiguration(Beans.class)
			.withPropertyValues("refcache.enabled=false")
			.run((context) -> {
				context.getBean(Editor.class).changeOwn("a");
				assertThat(context.getBean(Editor.class).calls()).isOne();
				assertThat(context.getBean(RefCache.class).invalidate("nobody")).isFalse();
			});
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void wrongUseIsReportedWithItsMethodAndTheCure(Class<?> type, String problem, String cure) {
		TestContexts.runner().withBean(Reports.class).withBean(type).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(FailureReports.of(context.getStartupFailure())).contains("@RefCacheEvict method", type.getName(),
					problem, cure);
		});
	}

	static Stream<Arguments> wrongUseIsReportedWithItsMethodAndTheCure() {
		return Stream.of(Arguments.of(NamesNobody.class, "no @RefCached method has that name", "Take one of ["),
				Arguments.of(NamesNamespace.class, "'namespace' without 'allEntries'", "RefCache.as(actor)"),
				Arguments.of(NamesWrongNamespace.class, "wrong 'namespace'", "'user:{user_id}'"),
				Arguments.of(HasKeyOfAll.class, "both a 'key' and 'allEntries'", "one of them"),
				Arguments.of(HasOtherParameters.class, "has no 'key', and other parameters", "Set 'key'"),
				Arguments.of(HasBadKey.class, "no SpEL expression", "#id +"),
				Arguments.of(HasUnknownVariable.class, "'#idd'", "'#a0'"),
				Arguments.of(ReturnsFuture.class, "returns Future, of which nobody tells when it is done",
						"CompletionStage"),
				Arguments.of(ReturnsCallable.class, "returns Callable", "RefCache.invalidate"),
				Arguments.of(IsPrivate.class, "private, static or final", "overridden"),
				Arguments.of(IsCached.class, "is also @RefCached", "another method"));
	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		Reports reports() {
			return new Reports();
		}

		@Bean
		Editor editor() {
			return new Editor();
		}

		@Bean
		ActorResolver agents() {
			return () -> null;
		}

	}

	static class Reports {

		private final AtomicInteger runs = new AtomicInteger();

		@RefCached
		public int build(String id, int year, ProgressCallback progress) {
			return this.runs.incrementAndGet();
		}

		@RefCached
		public int ofList(List<String> ids) {
			return this.runs.incrementAndGet();
		}

		@RefCached(key = "#report['id']")
		public int keyed(Map<String, String> report) {
			return this.runs.incrementAndGet();
		}

		@RefCached(name = "many")
		public int many(String id) {
			return this.runs.incrementAndGet();
		}

		@RefCached(name = "own", namespace = "user:{user_id}")
		public int own(String id) {
			return this.runs.incrementAndGet();
		}

		@RefCached(name = "referenced")
		public int referenced(Ref<String> product) {
			return this.runs.incrementAndGet();
		}

		@RefCached(name = "text")
		public int text(@ResolveRefs String text, ProgressCallback progress) {
			return this.runs.incrementAndGet();
		}

		@RefCached(name = "lines")
		public int lines(@ResolveRefs Ref<List<String>> lines) {
			return this.runs.incrementAndGet();
		}

		@RefCached(name = "boxes", key = "#boxes")
		public int boxes(List<Object> boxes) {
			return this.runs.incrementAndGet();
		}

		@RefCached(name = "filled")
		public int filled(List<String> ids, ProgressCallback progress) {
			return this.runs.incrementAndGet();
		}

		@RefCached(name = "referenced by key", key = "#product.value()")
		public int referencedByKey(Ref<String> product) {
			return this.runs.incrementAndGet();
		}

		@RefCached(name = "slow", asyncTimeout = "0s")
		public RefResponse<String> slow(String id) throws Throwable {
			return RefResponse.of((String) BODY.get().compute(TaskContext.NONE));
		}

	}

	record Box(List<String> lines) {

	}

	static class Editor {

		private int calls;

		@RefCacheEvict(name = "RefCacheEvictTests.Reports.build")
		public void change(String id, int year) {
			this.calls++;
		}

		@RefCacheEvict(name = "RefCacheEvictTests.Reports.build", key = "{#report['id'], #year}")
		public void changeAt(Map<String, String> report, int year) {
			this.calls++;
		}

		@RefCacheEvict(name = "referenced")
		@RefCacheEvict(name = "many", allEntries = true)
		public void drop(Ref<String> product) {
			cache.delete(product.refId());
		}

		@RefCacheEvict(name = "referenced", key = "#product")
		public void dropByExpression(Ref<String> product) {
			cache.delete(product.refId());
		}

		@RefCacheEvict(name = "referenced", key = "#product.get()")
		public void fillIn(AtomicReference<Ref<String>> product) {
			product.set(Ref.of("filled in"));
		}

		@RefCacheEvict(name = "RefCacheEvictTests.Reports.build", key = "{#id}")
		@RefCacheEvict(name = "RefCacheEvictTests.Reports.build", key = "{#id, #id}")
		@RefCacheEvict(name = "many", allEntries = true)
		public void changeWrongly(String id) {
			this.calls++;
		}

		@RefCacheEvict(name = "many", key = "#id")
		public MyFuture mine(String id, MyFuture stage) {
			return stage;
		}

		@RefCacheEvict(name = "RefCacheEvictTests.Reports.build", key = "{#id}")
		public CompletableFuture<String> laterWrongly(String id, CompletableFuture<String> stage) {
			return stage;
		}

		@RefCacheEvict(name = "many")
		public void changeMany(String id) {
			this.calls++;
		}

		@RefCacheEvict(name = "lines")
		public void changeLines(Ref<List<String>> lines) {
			this.calls++;
		}

		@RefCacheEvict(name = "boxes")
		public void changeBoxes(List<Object> boxes) {
			this.calls++;
		}

		@RefCacheEvict(name = "filled", key = "#ids")
		public void changeFilled(List<String> ids) {
			this.calls++;
		}

		@RefCacheEvict(name = "RefCacheEvictTests.Reports.ofList", key = "#ids")
		public void changeList(List<String> ids) {
			this.calls++;
		}

		@RefCacheEvict(name = "RefCacheEvictTests.Reports.build", key = "{#id, #result}")
		public int create(String id) {
			return 3;
		}

		@RefCacheEvict(name = "RefCacheEvictTests.Reports.keyed", key = "#id")
		public void changeKeyed(String id) {
			this.calls++;
		}

		@RefCacheEvict(name = "RefCacheEvictTests.Reports.keyed")
		public void changeMap(Map<String, String> report) {
			this.calls++;
		}

		@RefCacheEvict(name = "many", allEntries = true)
		public void changeAll() {
			this.calls++;
		}

		@RefCacheEvict(name = "many")
		@RefCacheEvict(name = "RefCacheEvictTests.Reports.build", key = "{#id, 1}")
		public void changeBoth(String id) {
			this.calls++;
		}

		@RefCacheEvict(name = "many")
		public void fail(String id) {
			throw new IllegalStateException("expected");
		}

		@RefCacheEvict(name = "many", key = "#id")
		public CompletableFuture<String> later(String id, CompletableFuture<String> stage) {
			return stage;
		}

		@RefCacheEvict(name = "own")
		public void changeOwn(String id) {
			this.calls++;
		}

		@RefCacheEvict(name = "own", namespace = "user:{user_id}", allEntries = true)
		public void changeAllOwn() {
			this.calls++;
		}

		@RefCacheEvict(name = "referenced")
		public void changeReferenced(Ref<String> product) {
			this.calls++;
		}

		@RefCacheEvict(name = "referenced by key")
		public void changeReferencedByKey(Ref<String> product) {
			this.calls++;
		}

		@RefCacheEvict(name = "slow")
		public void changeSlow(String id) {
			this.calls++;
		}

		public int calls() {
			return this.calls;
		}

	}

	static class MyFuture extends CompletableFuture<String> {

	}

	static class NamesNobody {

		@RefCacheEvict(name = "nobody")
		public void change(String id) {
		}

	}

	static class NamesNamespace {

		@RefCacheEvict(name = "many", namespace = "public")
		public void change(String id) {
		}

	}

	static class NamesWrongNamespace {

		@RefCacheEvict(name = "many", namespace = "{user", allEntries = true)
		public void change(String id) {
		}

	}

	static class HasKeyOfAll {

		@RefCacheEvict(name = "many", key = "#id", allEntries = true)
		public void change(String id) {
		}

	}

	static class HasOtherParameters {

		@RefCacheEvict(name = "many")
		public void change(long id) {
		}

	}

	static class HasBadKey {

		@RefCacheEvict(name = "many", key = "#id +")
		public void change(String id) {
		}

	}

	static class HasUnknownVariable {

		@RefCacheEvict(name = "many", key = "#idd")
		public void change(String id) {
		}

	}

	static class ReturnsFuture {

		@RefCacheEvict(name = "many")
		public Future<String> change(String id) {
			return new FutureTask<>(() -> id);
		}

	}

	static class ReturnsCallable {

		@RefCacheEvict(name = "many")
		public Callable<String> change(String id) {
			return () -> id;
		}

	}

	static class IsPrivate {

		@RefCacheEvict(name = "many")
		private void change(String id) {
		}

	}

	static class IsCached {

		@RefCached
		@RefCacheEvict(name = "many")
		public String change(String id) {
			return id;
		}

	}

}
