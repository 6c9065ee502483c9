package io.refcache.aop;

import java.time.Duration;
import java.util.AbstractCollection;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import io.refcache.Actor;
import io.refcache.CallOptions;
import io.refcache.EntryOptions;
import io.refcache.Ref;
import io.refcache.RefCache;
import io.refcache.RefCacheException;
import io.refcache.RefCached;
import io.refcache.RefComputationException;
import io.refcache.RefResponse;
import io.refcache.Retry;
import io.refcache.TaskContextHolder;
import io.refcache.TaskInProgressException;
import io.refcache.TaskInfo;
import io.refcache.TaskProgress;
import io.refcache.TaskStatus;
import io.refcache.access.ActorResolver;
import io.refcache.task.TaskEvent;
import io.refcache.task.TaskListener;
import io.refcache.task.TaskRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.aop.framework.Advised;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A value that may be executed and not read is not learnt from a call that fails with it:
 * not from exceptions, responses, tasks, listeners or logs.
 */
class WithheldInputTests {

	private static final String SECRET = "hunter2-0xC0FFEE";

	private static final Actor ROBOT = Actor.agent("robot");

	private static final AtomicReference<Actor> CALLER = new AtomicReference<>();

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.refcache");

	private final Logger engineLogger = (Logger) LoggerFactory.getLogger("io.refcache.engine");

	private final Level level = this.logger.getLevel();

	private final Level engineLevel = this.engineLogger.getLevel();

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final Listener listener = new Listener();

	private final List<String> shown = new ArrayList<>();

	private AnnotationConfigApplicationContext context;

	private Methods methods;

	private RefCache cache;

	private String secret;

	@BeforeEach
	void start() {
		Beans.listener = this.listener;
		Methods.gate = new CountDownLatch(1);
		Methods.retried = new CountDownLatch(1);
		this.context = TestContexts.start(Beans.class, "refcache.name=test",
				"refcache.policies.execute-only.agent-permissions=execute");
		this.methods = this.context.getBean(Methods.class);
		this.cache = this.context.getBean(RefCache.class);
		this.secret = this.cache.set("secret", SECRET, EntryOptions.DEFAULTS.withPolicy("execute-only")).refId();
		this.log.start();
		this.logger.addAppender(this.log);
		this.logger.setLevel(Level.TRACE);
		this.logger.setAdditive(false);
		this.engineLogger.setLevel(Level.TRACE);
		CALLER.set(ROBOT);
	}

	@AfterEach
	void close() {
		CALLER.set(null);
		this.logger.setLevel(this.level);
		this.logger.setAdditive(true);
		this.engineLogger.setLevel(this.engineLevel);
		this.logger.detachAppender(this.log);
		this.context.close();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void failureKeepsItToItself(String name, CheckedCall call) {
		Throwable failure = catchThrowable(() -> show(call.make(this)));
		if (failure != null) {
			show(failure);
		}
		assertThat(failure).as("a failure, shown or not")
			.satisfiesAnyOf((ex) -> assertThat(ex).isNotNull(), (ex) -> assertThat(this.shown).isNotEmpty());
		awaitEnds();
		showTasks(this.cache.as(ROBOT).listTasks(null, 100));
		showTasks(this.context.getBean(TaskRegistry.class).list(null, 100));
		this.listener.events.forEach(this::show);

		assertThat(this.listener.events).as("something that failed").isNotEmpty();
		assertNoSecret();
	}

	static Stream<Arguments> failureKeepsItToItself() {
		return Stream.<Arguments>of(call("quoted", (test) -> test.methods.quotes(test.ref())),
				call("as text", (test) -> test.methods.text(test.secret)),
				call("within", (test) -> test.methods.list(List.of(test.ref()))),
				call("caused and suppressed", (test) -> test.methods.causes(test.ref())),
				call("a type of refcache", (test) -> test.methods.ours(test.ref())),
				call("an interrupt", (test) -> test.methods.interrupts(test.ref())),
				call("in background", (test) -> test.methods.background(test.ref())),
				call("retried", (test) -> test.methods.retried(test.ref())),
				call("of a future", (test) -> test.join(test.methods.future(test.ref()))),
				call("of a stage", (test) -> test.join(test.methods.stage(test.ref()))),
				call("of a response", (test) -> test.methods.response(test.ref())),
				call("of an inner call", (test) -> test.methods.inner(test.ref())),
				call("of unless", (test) -> test.methods.unless(test.ref())),
				call("after a wait", (test) -> test.methods.background(test.slowRef())),
				call("after a wait here", (test) -> test.methods.quotes(test.slowRef())));
	}

	private static Arguments call(String name, CheckedCall call) {
		return Arguments.of(name, call);
	}

	@Test
	void callerGetsTypeAndErrorId() {
		Throwable failure = catchThrowable(() -> this.methods.quotes(ref()));

		assertThat(failure).isInstanceOfSatisfying(RefComputationException.class, (ex) -> {
			assertThat(ex.getError().type()).isEqualTo(NumberFormatException.class.getName());
			assertThat(ex.getError().message()).isNull();
			assertThat(ex.getError().id()).isNotEmpty();
			assertThat(ex).hasNoCause();
		});
	}

	@Test
	void errorIdOfTheCallerIsInTheLogOfOperators() {
		RefComputationException failure = catchThrowableOfType(RefComputationException.class,
				() -> this.methods.quotes(ref()));

		assertThat(this.log.list).filteredOn((event) -> event.getLevel() == Level.WARN)
			.extracting(ILoggingEvent::getFormattedMessage)
			.anyMatch((message) -> message.contains(failure.getError().id()));
	}

	@Test
	void logHasTypesAndFrames() {
		catchThrowable(() -> this.methods.causes(ref()));

		IThrowableProxy logged = this.log.list.stream()
			.map(ILoggingEvent::getThrowableProxy)
			.filter((proxy) -> proxy != null)
			.findFirst()
			.orElseThrow();
		assertThat(logged.getStackTraceElementProxyArray()[0].getStackTraceElement().getMethodName())
			.isEqualTo("causes");
		assertThat(logged.getCause().getStackTraceElementProxyArray()).isNotEmpty();
		assertThat(logged.getSuppressed()).hasSize(1);
	}

	@Test
	void keyThatCannotBeMadeKeepsItToItself() {
		show(catchThrowable(() -> this.methods.keyed(ref())));

		assertThat(this.shown.get(0)).contains("cannot be used: java.lang.NumberFormatException");
		assertNoSecret();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void valueThatCannotBeWalkedKeepsItToItself(String name, Object value) {
		CALLER.set(null);
		Ref<Object> ref = Ref
			.to(this.cache.set("lazy", value, EntryOptions.DEFAULTS.withPolicy("execute-only")).refId());
		CALLER.set(ROBOT);
		show(catchThrowable(() -> this.methods.walked(ref)));

		assertThat(this.shown.get(0)).contains("cannot be used: java.lang.IllegalStateException");
		assertNoSecret();
	}

	static Stream<Arguments> valueThatCannotBeWalkedKeepsItToItself() {
		List<String> list = new AbstractList<>() {

			@Override
			public String get(int index) {
				throw new IllegalStateException("cannot load " + SECRET);
			}

			@Override
			public int size() {
				return 1;
			}

		};
		Collection<String> collection = new AbstractCollection<>() {

			@Override
			public Iterator<String> iterator() {
				throw new IllegalStateException("cannot load " + SECRET);
			}

			@Override
			public int size() {
				return 1;
			}

		};
		Map<String, String> map = new AbstractMap<>() {

			@Override
			public Set<Entry<String, String>> entrySet() {
				throw new IllegalStateException("cannot load " + SECRET);
			}

		};
		return Stream.of(Arguments.of("list", list), Arguments.of("collection", collection), Arguments.of("map", map));
	}

	@Test
	void keyThatIsRefusedKeepsItToItself() {
		show(catchThrowable(() -> this.methods.keyedOurs(ref())));
		show(catchThrowable(() -> this.methods.keyedFuture(ref()).get(20, TimeUnit.SECONDS)));

		assertThat(this.shown)
			.anyMatch((text) -> text.contains("cannot be used: " + RefCacheException.class.getName()));
		assertNoSecret();
	}

	@Test
	void keyThatCannotBeComparedKeepsItToItself() {
		show(catchThrowable(() -> this.methods.keyedBy(ref())));
		show(catchThrowable(() -> this.methods.keyedByFuture(ref()).get(20, TimeUnit.SECONDS)));
		show(catchThrowable(() -> this.methods.keyedBy(ref())));

		assertThat(this.shown)
			.anyMatch((text) -> text.contains("cannot be used: " + RefCacheException.class.getName()));
		assertNoSecret();
	}

	@Test
	void reportsHaveNumbersOnly() throws Exception {
		RefResponse<?> task = this.methods.reports(ref());
		this.listener.progressed.await(20, TimeUnit.SECONDS);
		showTasks(this.context.getBean(TaskRegistry.class).list(null, 100));
		TaskInfo info = this.context.getBean(TaskRegistry.class).find(String.valueOf(task.refId())).orElseThrow();
		Methods.gate.countDown();
		awaitActive();
		showTasks(this.context.getBean(TaskRegistry.class).list(null, 100));
		this.listener.reports.forEach(this::show);

		assertThat(info.progress()).isEqualTo(TaskProgress.of(1, 2, null));
		assertNoSecret();
	}

	@Test
	void whatARecordSaysIsForWhoMayReadItsInputs() throws Exception {
		CALLER.set(Actor.user("alice"));
		String task = this.methods.tells(ref()).refId();
		Methods.retried.await(20, TimeUnit.SECONDS);
		TaskInfo alices = this.cache.taskStatus(task).orElseThrow();
		assertThat(alices.retryHistory()).anyMatch((attempt) -> attempt.error().message().contains(SECRET));
		assertThat(alices.progress().message()).contains(SECRET);
		CALLER.set(ROBOT);
		this.log.list.clear();

		assertThat(this.methods.tells(ref()).refId()).isEqualTo(task);
		showTasks(List.of(this.cache.taskStatus(task).orElseThrow()));
		showTasks(this.cache.listTasks(null, 100));
		Methods.gate.countDown();
		awaitActive();
		showTasks(List.of(this.cache.taskStatus(task).orElseThrow()));
		this.cache.as(Actor.SYSTEM).delete(this.secret);
		showTasks(List.of(this.cache.taskStatus(task).orElseThrow()));

		assertNoSecret();
		CALLER.set(Actor.user("alice"));
		assertThat(this.cache.taskStatus(task).orElseThrow())
			.hasToString(this.context.getBean(TaskRegistry.class).find(task).orElseThrow().toString())
			.satisfies((info) -> assertThat(info.toString()).contains(SECRET));
	}

	@Test
	void valueOfAnotherTypeIsNotShown() {
		show(catchThrowable(() -> this.methods.number(Ref.to(this.secret))));
		show(catchThrowable(() -> this.methods.recordOf(new Picky(Ref.of("fine")), ref())));
		show(catchThrowable(() -> this.methods.recordOf(new Picky(ref()), ref())));

		assertThat(this.shown).hasSize(3);
		assertNoSecret();
	}

	@Test
	void whoMayReadGetsTheFailureAsItIs() {
		CALLER.set(Actor.user("alice"));

		assertThat(catchThrowable(() -> this.methods.quotes(ref()))).isInstanceOf(NumberFormatException.class)
			.hasMessageContaining(SECRET);
	}

	@Test
	void whoJoinsKeepsItFromTheRecord() {
		CALLER.set(Actor.user("alice"));
		TaskInProgressException task = (TaskInProgressException) catchThrowable(() -> this.methods.gated(ref()));
		CALLER.set(ROBOT);
		assertThat(catchThrowable(() -> this.methods.gated(ref()))).isInstanceOf(TaskInProgressException.class);
		Methods.gate.countDown();
		awaitEnds();

		TaskInfo info = this.context.getBean(TaskRegistry.class).find(task.getRefId()).orElseThrow();
		assertThat(info.status()).isEqualTo(TaskStatus.FAILED);
		showTasks(List.of(info));
		assertNoSecret();
	}

	@Test
	void retryByHandOfAnInnerCallKeepsItToItself() throws Exception {
		show(catchThrowable(() -> this.methods.outer(ref())));
		String inner = Methods.inner;
		this.cache.as(ROBOT).retryTask(inner);
		awaitFailures(3);
		showTasks(List.of(this.cache.as(ROBOT).taskStatus(inner).orElseThrow()));
		this.listener.events.forEach(this::show);

		assertNoSecret();
	}

	@Test
	void retryByHandOfARunThatSomebodyHasJoinedKeepsItToItself() throws Exception {
		CALLER.set(Actor.user("alice"));
		String task = ((TaskInProgressException) catchThrowable(() -> this.methods.gated(Ref.of(SECRET)))).getRefId();
		CALLER.set(ROBOT);
		catchThrowable(() -> this.methods.gated(ref()));
		Methods.gate.countDown();
		awaitEnds();
		this.cache.as(Actor.user("alice")).retryTask(task);
		awaitFailures(2);
		showTasks(List.of(this.cache.as(ROBOT).taskStatus(task).orElseThrow()));
		this.listener.events.forEach(this::show);

		assertNoSecret();
	}

	@Test
	void whatTheLeaderSaidOfAValueOfItsOwnIsNotForWhoJoinsWithAReference() throws Exception {
		CALLER.set(Actor.user("alice"));
		String task = this.methods.tells(Ref.of(SECRET)).refId();
		Methods.retried.await(20, TimeUnit.SECONDS);
		this.listener.progressed.await(20, TimeUnit.SECONDS);
		this.log.list.clear();
		CALLER.set(ROBOT);

		RefResponse<?> answer = this.methods.tells(ref());
		show(answer);
		this.shown.add(JsonMapper.shared().writeValueAsString(answer));
		assertThat(answer.refId()).isEqualTo(task);
		showTasks(List.of(this.cache.taskStatus(task).orElseThrow()));
		Methods.gate.countDown();
		awaitActive();
		showTasks(List.of(this.cache.taskStatus(task).orElseThrow()));

		assertNoSecret();
		CALLER.set(Actor.user("alice"));
		assertThat(this.cache.taskStatus(task).orElseThrow().toString()).contains(SECRET);
	}

	@Test
	void whatTheLeaderSaidIsNotForWhoHitsWithAReference() throws Exception {
		CALLER.set(Actor.user("alice"));
		Methods.gate.countDown();
		String task = this.methods.tells(Ref.of(SECRET)).refId();
		awaitActive();
		CALLER.set(ROBOT);

		assertThat(this.methods.tells(ref()).refId()).isEqualTo(task);
		showTasks(List.of(this.cache.taskStatus(task).orElseThrow()));

		assertThat(this.shown).noneMatch((text) -> text.contains(SECRET));
	}

	@Test
	void whoJoinsByAKeyWithoutTheReferenceIsNotToldWhatItHolds() throws Exception {
		CALLER.set(Actor.user("alice"));
		CompletableFuture<String> alices = this.methods.identified("1", ref());
		Methods.retried.await(20, TimeUnit.SECONDS);
		CALLER.set(ROBOT);
		CompletableFuture<String> robots = this.methods.identified("1", Ref.of("whatever"));
		Methods.gate.countDown();

		assertThat(catchThrowable(() -> alices.get(20, TimeUnit.SECONDS))).hasMessageContaining(SECRET);
		show(catchThrowable(() -> robots.get(20, TimeUnit.SECONDS)));

		assertThat(this.shown).isNotEmpty().noneMatch((text) -> text.contains(SECRET));
	}

	private void awaitFailures(int count) {
		awaitActive();
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (this.listener.events.size() < count && System.nanoTime() < end) {
			Thread.onSpinWait();
		}
		assertThat(this.listener.events).hasSizeGreaterThanOrEqualTo(count);
	}

	/** By a reference whose value the robot may not read. */
	private Ref<String> ref() {
		return Ref.to(this.secret);
	}

	/** By a reference whose value is still computed. */
	private Ref<String> slowRef() {
		CallOptions options = CallOptions.of("slow").withAsyncTimeout(Duration.ZERO).withPolicy("execute-only");
		CountDownLatch asked = new CountDownLatch(1);
		String refId = this.cache.as(Actor.user("alice")).call(options, (progress) -> {
			asked.await(50, TimeUnit.MILLISECONDS);
			return SECRET;
		}).refId();
		return Ref.to(refId);
	}

	private Object join(CompletableFuture<String> future) {
		try {
			return future.get(20, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			show(ex);
			throw new CompletionException(ex.getCause());
		}
	}

	private void awaitEnds() {
		awaitActive();
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (this.listener.events.isEmpty() && System.nanoTime() < end) {
			Thread.onSpinWait();
		}
	}

	private void awaitActive() {
		TaskRegistry tasks = this.context.getBean(TaskRegistry.class);
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (tasks.active() > 0 && System.nanoTime() < end) {
			Thread.onSpinWait();
		}
		assertThat(tasks.active()).isZero();
	}

	private void showTasks(List<TaskInfo> tasks) {
		for (TaskInfo task : tasks) {
			show(task);
			this.shown.add(JsonMapper.shared().writeValueAsString(task));
			RefResponse<?> response = this.cache.as(ROBOT).get(task.refId());
			show(response);
			this.shown.add(JsonMapper.shared().writeValueAsString(response));
			Throwable failure = catchThrowable(() -> this.cache.as(ROBOT).resolve(task.refId(), Object.class));
			if (failure != null) {
				show(failure);
			}
		}
	}

	private void show(Object what) {
		if (what instanceof Throwable failure) {
			show(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
		}
		else if (what instanceof TaskEvent event) {
			this.shown.add(event.toString());
			if (event.failure() != null) {
				show(event.failure());
			}
		}
		else {
			this.shown.add(String.valueOf(what));
		}
	}

	private void show(Throwable failure, Set<Throwable> seen) {
		if (!seen.add(failure)) {
			return;
		}
		this.shown.add(failure.toString());
		if (failure.getCause() != null) {
			show(failure.getCause(), seen);
		}
		for (Throwable suppressed : failure.getSuppressed()) {
			show(suppressed, seen);
		}
		if (failure instanceof TaskInProgressException task) {
			show(task.getResponse());
		}
	}

	private void assertNoSecret() {
		for (ILoggingEvent event : List.copyOf(this.log.list)) {
			this.shown.add(event.getFormattedMessage());
			show(event.getThrowableProxy());
		}
		assertThat(this.log.list).isNotEmpty();
		assertThat(this.shown).noneMatch((text) -> text.contains(SECRET));
	}

	private void show(IThrowableProxy failure) {
		if (failure != null) {
			this.shown.add(failure.getClassName() + ": " + failure.getMessage());
			show(failure.getCause());
			for (IThrowableProxy suppressed : failure.getSuppressed()) {
				show(suppressed);
			}
		}
	}

	@FunctionalInterface
	private interface CheckedCall {

		Object make(WithheldInputTests test) throws Exception;

	}

	record Picky(Ref<String> ref) {

		Picky {
			if (ref.refId() == null && ref.value().equals(SECRET)) {
				throw new IllegalArgumentException("not " + ref.value());
			}
		}

	}

	static final class Listener implements TaskListener {

		private final List<TaskEvent> events = new CopyOnWriteArrayList<>();

		private final List<TaskEvent> reports = new CopyOnWriteArrayList<>();

		private final CountDownLatch progressed = new CountDownLatch(1);

		@Override
		public void progressed(TaskEvent event) {
			this.reports.add(event);
			this.progressed.countDown();
		}

		@Override
		public void failed(TaskEvent event) {
			this.events.add(event);
		}

		@Override
		public void retried(TaskEvent event) {
			this.events.add(event);
		}

	}

	record Secretive(String text) {

		@Override
		public boolean equals(Object other) {
			throw new RefCacheException("not like " + this.text);
		}

		@Override
		public int hashCode() {
			return 1;
		}

	}

	static class Methods {

		private static volatile CountDownLatch retried = new CountDownLatch(1);

		private static volatile String inner = "";

		private static volatile CountDownLatch gate = new CountDownLatch(1);

		private Methods self;

		@RefCached
		public String quotes(Ref<String> ref) {
			return "" + Integer.parseInt(ref.value());
		}

		@RefCached
		public String text(String text) {
			return "" + Integer.parseInt(text);
		}

		@RefCached
		public String list(List<Ref<String>> refs) {
			return "" + Integer.parseInt(refs.get(0).value());
		}

		@RefCached
		public String causes(Ref<String> ref) {
			IllegalStateException failure = new IllegalStateException("of " + ref.value(),
					new IllegalArgumentException("by " + ref.value()));
			failure.addSuppressed(new IllegalStateException("and " + ref.value()));
			throw failure;
		}

		@RefCached
		public String ours(Ref<String> ref) {
			throw new RefCacheException("of " + ref.value());
		}

		@RefCached
		public String interrupts(Ref<String> ref) throws InterruptedException {
			throw new InterruptedException("of " + ref.value());
		}

		@RefCached(asyncTimeout = "0s")
		public String background(Ref<String> ref) {
			return "" + Integer.parseInt(ref.value());
		}

		@RefCached(asyncTimeout = "10s",
				retry = @Retry(includes = NumberFormatException.class, maxRetries = 2, delay = "1ms"))
		public String retried(Ref<String> ref) {
			return "" + Integer.parseInt(ref.value());
		}

		@RefCached
		public CompletableFuture<String> future(Ref<String> ref) {
			throw new IllegalStateException(ref.value());
		}

		@RefCached
		public CompletableFuture<String> stage(Ref<String> ref) {
			return CompletableFuture.supplyAsync(() -> "" + Integer.parseInt(ref.value()));
		}

		@RefCached
		public RefResponse<String> response(Ref<String> ref) {
			return RefResponse.of("" + Integer.parseInt(ref.value()));
		}

		@RefCached
		public String inner(Ref<String> ref) {
			return this.self.plain(ref.value());
		}

		@RefCached(key = "#id")
		public CompletableFuture<String> identified(String id, Ref<String> ref) throws InterruptedException {
			retried.countDown();
			gate.await();
			throw new IllegalStateException("of " + ref.value());
		}

		@RefCached
		public String outer(Ref<String> ref) {
			return this.self.innermost(ref.value());
		}

		@RefCached(resolveRefs = false)
		public String innermost(String text) {
			inner = TaskContextHolder.get().refId();
			throw new IllegalStateException("of " + text);
		}

		@RefCached(resolveRefs = false)
		public String plain(String text) {
			return "" + Integer.parseInt(text);
		}

		@RefCached(unless = "T(Integer).parseInt(#ref.value()) > 0")
		public String unless(Ref<String> ref) {
			return "value";
		}

		@RefCached(key = "T(Integer).parseInt(#ref.value())")
		public String keyed(Ref<String> ref) {
			return "value";
		}

		@RefCached(key = "1")
		public String walked(Ref<Object> ref) {
			return "value";
		}

		@RefCached(key = "@refused.apply(#ref.value())")
		public String keyedOurs(Ref<String> ref) {
			return "value";
		}

		@RefCached(key = "@refused.apply(#ref.value())")
		public CompletableFuture<String> keyedFuture(Ref<String> ref) {
			return CompletableFuture.completedFuture("value");
		}

		@RefCached(name = "keyed-by", key = "@secretive.apply(#ref.value())")
		public String keyedBy(Ref<String> ref) {
			return "value";
		}

		@RefCached(name = "keyed-by-future", key = "@secretive.apply(#ref.value())")
		public CompletableFuture<String> keyedByFuture(Ref<String> ref) {
			return CompletableFuture.completedFuture("value");
		}

		@RefCached(asyncTimeout = "0s")
		public RefResponse<String> reports(Ref<String> ref) throws InterruptedException {
			TaskContextHolder.get().report(1, 2, "reads " + ref.value());
			gate.await();
			return RefResponse.of("value");
		}

		@RefCached(asyncTimeout = "0s",
				retry = @Retry(includes = IllegalStateException.class, maxRetries = 1, delay = "1ms"))
		public RefResponse<String> tells(Ref<String> ref) throws InterruptedException {
			if (TaskContextHolder.get().attempt() == 1) {
				throw new IllegalStateException("bad " + ref.value());
			}
			TaskContextHolder.get().report(1, 2, "reads " + ref.value());
			retried.countDown();
			gate.await();
			return RefResponse.of("value");
		}

		@RefCached
		public String number(Ref<Integer> ref) {
			return "value";
		}

		@RefCached
		public String recordOf(Picky picky, Ref<String> ref) {
			throw new IllegalStateException(ref.value());
		}

		@RefCached(asyncTimeout = "0s")
		public String gated(Ref<String> ref) throws InterruptedException {
			gate.await();
			throw new IllegalStateException("of " + ref.value());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		private static Listener listener;

		@Bean
		Methods methods() {
			return new Methods();
		}

		@Bean
		Object selfInjection(Methods methods) throws Exception {
			((Methods) ((Advised) methods).getTargetSource().getTarget()).self = methods;
			return new Object();
		}

		@Bean
		Function<String, Object> secretive() {
			return Secretive::new;
		}

		@Bean
		Function<String, Object> refused() {
			return (text) -> {
				throw new RefCacheException("no key of " + text);
			};
		}

		@Bean
		Listener listener() {
			return listener;
		}

		@Bean
		ActorResolver actors() {
			return CALLER::get;
		}

	}

}
