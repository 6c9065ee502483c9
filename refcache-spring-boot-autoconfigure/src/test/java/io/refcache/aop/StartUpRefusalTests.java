package io.refcache.aop;

import java.io.InputStream;
import java.net.URL;
import java.security.Principal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.refcache.CacheResponse;
import io.refcache.FailureReports;
import io.refcache.Ref;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import io.refcache.ResolveRefs;
import io.refcache.testing.LogRecorder;
import jakarta.servlet.http.HttpServletRequest;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.interceptor.SimpleKeyGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.resilience.annotation.ConcurrencyLimit;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.security.access.annotation.Secured;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.multipart.MultipartFile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which uses keep the application from starting, with a report that names the method and
 * the cure.
 */
class StartUpRefusalTests {

	private final ApplicationContextRunner runner = TestContexts.runner();

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void wrongUseIsReportedWithItsMethodAndTheCure(Class<?> type, String problem, String cure) {
		this.runner.withBean(type)
			.withBean("text", String.class, () -> "text")
			.withBean("generator", SimpleKeyGenerator.class)
			.run((context) -> assertRefused(context, type, problem, cure));
	}

	static Stream<Arguments> wrongUseIsReportedWithItsMethodAndTheCure() {
		return Stream.of(Arguments.of(ReturnsVoid.class, "returns nothing", "Let it return a value"),
				Arguments.of(ReturnsBoxedVoid.class, "returns nothing", "Let it return a value"),
				Arguments.of(ReturnsStream.class, "returns Stream", "a List"),
				Arguments.of(ReturnsInputStream.class, "returns InputStream", "a List"),
				Arguments.of(ReturnsIterator.class, "returns Iterator", "a List"),
				Arguments.of(ReturnsCallable.class, "returns Callable", "a List"),
				Arguments.of(ReturnsPublisher.class, "returns Publisher", "a List"),
				Arguments.of(ReturnsFutureOfStream.class, "returns Stream", "a List"),
				Arguments.of(ReturnsResponseOfStream.class, "returns Stream", "a List"),
				Arguments.of(ReturnsOptionalOfStream.class, "returns Stream", "a List"),
				Arguments.of(ReturnsPlainFuture.class, "returns Future", "CompletableFuture"),
				Arguments.of(ReturnsOwnFuture.class, "returns OwnFuture", "CompletableFuture"),
				Arguments.of(ReturnsCacheResponse.class, "returns CacheResponse", "Let it return a RefResponse"),
				Arguments.of(ReturnsResponseOfFuture.class, "one wrapper in another", "one of them"),
				Arguments.of(ReturnsOptionalOfFuture.class, "one wrapper in another", "one of them"),
				Arguments.of(IsSuspended.class, "suspend function", "CompletableFuture"),
				Arguments.of(IsPrivate.class, "private, static or final", "instance method that can be overridden"),
				Arguments.of(IsStatic.class, "private, static or final", "instance method that can be overridden"),
				Arguments.of(IsFinal.class, "private, static or final", "instance method that can be overridden"),
				Arguments.of(IsConfiguration.class, "@Configuration class", "Move it to a bean of its own"),
				Arguments.of(TakesSetOfRefs.class, "in which references cannot be replaced", "Declare a Ref<T>"),
				Arguments.of(TakesRefKeys.class, "in which references cannot be replaced", "Declare a Ref<T>"),
				Arguments.of(TakesRefOfRef.class, "in which references cannot be replaced", "Declare a Ref<T>"),
				Arguments.of(TakesHolderOfRef.class, "in which references cannot be replaced", "Declare a Ref<T>"),
				Arguments.of(TakesRecordOfHolder.class, "in which references cannot be replaced", "Declare a Ref<T>"),
				Arguments.of(TakesSupplierOfRef.class, "in which references cannot be replaced", "Declare a Ref<T>"),
				Arguments.of(TakesRefOfObject.class, "that cannot be part of the key", "'key'"),
				Arguments.of(TakesRawRef.class, "that cannot be part of the key", "'key'"),
				Arguments.of(MarksNumber.class, "'number' of type int, which holds no text", "Remove @ResolveRefs"),
				Arguments.of(ResolvesTwice.class, "2 values of 'resolveRefs'", "one of them"),
				Arguments.of(TakesObject.class, "java.lang.Object that cannot be part of the key", "'key'"),
				Arguments.of(TakesRawList.class, "java.util.List<?> that cannot be part of the key", "'key'"),
				Arguments.of(TakesWildcard.class, "java.util.List<?> that cannot be part of the key", "'key'"),
				Arguments.of(TakesVariable.class, "that cannot be part of the key", "'key'"),
				Arguments.of(TakesNestedObject.class, "equal values of java.lang.Object", "'key'"),
				Arguments.of(TakesIncomparable.class, "Incomparable may not be equal", "override equals and hashCode"),
				Arguments.of(TakesAddress.class, "equal values of java.net.URL may not be equal", "'key'"),
				Arguments.of(TakesRequest.class, "parameter of type HttpServletRequest", "Pass the values"),
				Arguments.of(TakesModel.class, "parameter of type Model", "Pass the values"),
				Arguments.of(TakesBindingResult.class, "parameter of type BindingResult", "Pass the values"),
				Arguments.of(TakesFile.class, "parameter of type MultipartFile", "Pass the values"),
				Arguments.of(TakesPrincipal.class, "parameter of type Principal", "Pass the values"),
				Arguments.of(TakesInputStream.class, "parameter of type InputStream", "Pass the values"),
				Arguments.of(IsAsync.class, "is also @Async", "'asyncTimeout'"),
				Arguments.of(IsOfAsyncClass.class, "is also @Async", "'asyncTimeout'"),
				Arguments.of(IsRetryable.class, "is also @Retryable", "delegate bean"),
				Arguments.of(IsLimited.class, "is also @ConcurrencyLimit", "'executor' as a bulkhead"),
				Arguments.of(IsCacheable.class, "is also @Cacheable", "'ttl', 'key' and 'unless'"),
				Arguments.of(IsScheduled.class, "is also @Scheduled", "another method"),
				Arguments.of(HasTwoNames.class, "has the name 'a' and the value 'b'", "one of them"),
				Arguments.of(HasTwoKeys.class, "both a 'key' and a 'keyGenerator'", "one of them"),
				Arguments.of(HasBadKey.class, "'key' that is no SpEL expression", "#id +"),
				Arguments.of(HasBadCondition.class, "'condition' that is no SpEL expression", "#id =="),
				Arguments.of(HasBadUnless.class, "'unless' that is no SpEL expression", "#result >"),
				Arguments.of(HasUnknownVariable.class, "'key' with '#idd'", "'#a0'"),
				Arguments.of(HasUnknownIndex.class, "'condition' with '#a1'", "'#a0'"),
				Arguments.of(HasResultInKey.class, "'key' with '#result'", "Name a parameter"),
				Arguments.of(HasUnknownGenerator.class, "keyGenerator 'nobody'", "Declare a KeyGenerator"),
				Arguments.of(HasWrongGenerator.class, "keyGenerator 'text'", "Declare a KeyGenerator"),
				Arguments.of(HasZeroTtl.class, "has the ttl '0s'", "more than zero, or 'never'"),
				Arguments.of(HasNegativeTtl.class, "has the ttl '-1s'", "more than zero, or 'never'"),
				Arguments.of(HasBadTtl.class, "has the ttl 'soon'", "a duration as in '2s'"),
				Arguments.of(HasNegativeTimeout.class, "has the asyncTimeout '-1s'", "'none' for no timeout"),
				Arguments.of(HasBadTimeout.class, "has the asyncTimeout 'later'", "or 'none'"),
				Arguments.of(NamesHalfAPair.class, "'shop:session' says 'session' without an id", "'user:{user_id}'"),
				Arguments.of(NamesUnknownValue.class, "Nothing gives {userid} a value", "Use one of [agent_id, "),
				Arguments.of(NamesBrace.class, "holds a brace that belongs to no placeholder", "'user:{user_id}'"),
				Arguments.of(HasNoOwner.class, "'bob' is no owner", "an owner such as 'user:{user_id}'"),
				Arguments.of(HasUnknownPolicy.class, "There is no access policy 'none'", "refcache.policies.none.*"),
				Arguments.of(IsAuthorized.class, "is also @PreAuthorize", "'namespace', as in 'user:{user_id}'"),
				Arguments.of(IsSecured.class, "is also @Secured", "or a 'policy'"),
				Arguments.of(HasBlankNamespace.class, "'namespace' must not be empty", "leave it out"),
				Arguments.of(HasUnknownExecutor.class, "There is no executor 'nobody'", "Declare a bean"),
				Arguments.of(HasWrongExecutor.class, "There is no executor 'text'", "Declare a bean"),
				Arguments.of(HasOverloads.class, "of another method", "'name' of its own"),
				Arguments.of(FinalClass.class, "is in a final class", "Remove 'final'"));
	}

	@ParameterizedTest
	@ValueSource(classes = { ThreadPoolExecutor.CallerRunsPolicy.class, ThreadPoolExecutor.DiscardPolicy.class,
			ThreadPoolExecutor.DiscardOldestPolicy.class })
	void executorThatRunsOrDropsWhatItCannotTakeIsRefused(Class<? extends RejectedExecutionHandler> policy)
			throws Exception {
		RejectedExecutionHandler handler = policy.getDeclaredConstructor().newInstance();
		this.runner.withBean(HasExecutor.class).withBean("pool", ThreadPoolTaskExecutor.class, () -> {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setRejectedExecutionHandler(handler);
			return executor;
		})
			.run((context) -> assertRefused(context, HasExecutor.class,
					"Executor 'pool' has a " + policy.getSimpleName(), "AbortPolicy"));
	}

	@Test
	void executorThatBlocksWhoHandsItMoreThanItsLimitIsRefused() {
		this.runner.withBean(HasExecutor.class)
			.withBean("pool", SimpleAsyncTaskExecutor.class, () -> limited(false))
			.run((context) -> assertRefused(context, HasExecutor.class, "Executor 'pool' has a concurrency limit (1)",
					"setRejectTasksWhenLimitReached(true)"));
	}

	@Test
	void executorThatRejectsWhatIsBeyondItsLimitOrHasNoneIsTaken() {
		for (SimpleAsyncTaskExecutor executor : List.of(limited(true), new SimpleAsyncTaskExecutor())) {
			this.runner.withBean(HasExecutor.class)
				.withBean("pool", SimpleAsyncTaskExecutor.class, () -> executor)
				.run((context) -> assertThat(context).hasNotFailed());
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void executorThatDecoratesTasksIsTakenWithAWarning(boolean decorated) {
		try (LogRecorder log = LogRecorder.of("io.refcache.autoconfigure.TaskExecutors")) {
			this.runner.withBean(HasExecutor.class).withBean("pool", ThreadPoolTaskExecutor.class, () -> {
				ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
				if (decorated) {
					executor.setTaskDecorator((task) -> () -> task.run());
				}
				return executor;
			}).run((context) -> assertThat(context).hasNotFailed());

			assertThat(log.messages().stream().filter((message) -> message.contains("'pool' has a TaskDecorator")))
				.hasSize(decorated ? 1 : 0);
		}
	}

	private static SimpleAsyncTaskExecutor limited(boolean rejecting) {
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor();
		executor.setConcurrencyLimit(1);
		executor.setRejectTasksWhenLimitReached(rejecting);
		return executor;
	}

	@Test
	void classesThatImplementOneAnnotatedMethodShareItsName() {
		this.runner.withBean(OneSource.class)
			.withBean(OtherSource.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void methodsOfTwoClassesMayNotHaveOneName() {
		this.runner.withBean(Named.class)
			.withBean(NamedToo.class)
			.run((context) -> assertThat(FailureReports.of(failureOf(context)))
				.contains(Named.class.getName() + ".method(String)")
				.contains(NamedToo.class.getName() + ".method(String)")
				.contains("has the name 'shared' of another method"));
	}

	@Test
	void propertyOfNoMethodIsRefused() {
		this.runner.withBean(Fine.class)
			.withPropertyValues("refcache.methods[Fine.methodd].ttl=1s")
			.run((context) -> assertThat(FailureReports.of(failureOf(context)))
				.contains("refcache.methods[Fine.methodd]")
				.contains("No @RefCached method has that name"));
	}

	@Test
	void propertyWithADotAndNoBracketsIsRefused() {
		this.runner.withBean(Fine.class)
			.withPropertyValues("refcache.methods.Fine.method.ttl=1s")
			.run((context) -> assertThat(FailureReports.of(failureOf(context))).contains("refcache.methods[Fine]")
				.contains("A name with a dot needs brackets"));
	}

	@Test
	void wrongPropertyOfAMethodIsNamed() {
		this.runner.withBean(Fine.class)
			.withPropertyValues("refcache.methods[Fine.method].ttl=0s")
			.run((context) -> assertThat(FailureReports.of(failureOf(context)))
				.contains("refcache.methods[Fine.method].ttl"));
		this.runner.withBean(Fine.class)
			.withPropertyValues("refcache.methods[Fine.method].async-timeout=never")
			.run((context) -> assertThat(FailureReports.of(failureOf(context)))
				.contains("refcache.methods[Fine.method].async-timeout"));
	}

	@Test
	void proxiesThatAreSwitchedOffAreReported() {
		this.runner.withBean(Fine.class)
			.withPropertyValues("spring.aop.auto=false")
			.run((context) -> assertRefused(context, Fine.class, "would run plainly", "spring.aop.auto=true"));
	}

	@Test
	void proxiesThatAreSwitchedOffDoNotMatterWithoutMethods() {
		this.runner.withPropertyValues("spring.aop.auto=false").run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(classes = { RequestScoped.class, ProxiedRequestScoped.class, ProxiedSessionScoped.class,
			RequestScopedFuture.class })
	void scopeThatEndsWithTheRequestIsRefusedWithATimeout(Class<?> configuration) {
		this.runner.withUserConfiguration(configuration)
			.run((context) -> assertThat(FailureReports.of(failureOf(context)))
				.containsPattern("(request|session)-scoped bean 'scoped'")
				.contains("leave 'asyncTimeout' out"));
	}

	@Test
	void scopeThatEndsWithTheRequestIsFineWithoutATimeout() {
		this.runner.withUserConfiguration(PatientRequestScoped.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void lazyInitializationDoesNotSkipTheChecks() {
		this.runner.withBean(ReturnsVoid.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertRefused(context, ReturnsVoid.class, "returns nothing", "Let it return a value"));
	}

	@Test
	void checksMakeNoBean() {
		LazyBeans.made.set(false);
		this.runner.withUserConfiguration(LazyBeans.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(LazyBeans.made).isFalse();
			assertThat(context.getBean(Fine.class).method("a")).isEqualTo("a");
			assertThat(LazyBeans.made).isTrue();
		});
	}

	@Test
	void lazyBeanIsCheckedWithoutBeingMade() {
		this.runner.withUserConfiguration(LazyWrongBeans.class)
			.run((context) -> assertRefused(context, ReturnsVoid.class, "returns nothing", "Let it return a value"));
	}

	@Test
	void authorizedMethodWhoseResultsAreGuardedPasses() {
		this.runner.withBean(AuthorizedAndGuarded.class).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void acceptedParametersPass() {
		this.runner.withBean(TakesMuch.class).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void anyParameterIsFineWithAKey() {
		this.runner.withBean(TakesObjectWithKey.class).run((context) -> assertThat(context).hasNotFailed());
	}

	private static void assertRefused(AssertableApplicationContext context, Class<?> type, String problem,
			String cure) {
		assertThat(FailureReports.of(failureOf(context))).contains(type.getName() + ".method(")
			.contains(problem)
			.contains(cure);
	}

	private static Throwable failureOf(AssertableApplicationContext context) {
		assertThat(context).hasFailed();
		return context.getStartupFailure();
	}

	static class Fine {

		@RefCached("Fine.method")
		public String method(String id) {
			return id;
		}

	}

	static class ReturnsVoid {

		@RefCached
		public void method(String id) {
		}

	}

	static class ReturnsBoxedVoid {

		@RefCached
		public Void method(String id) {
			return null;
		}

	}

	static class ReturnsCallable {

		@RefCached
		public Callable<String> method(String id) {
			return () -> id;
		}

	}

	static class TakesAddress {

		@RefCached
		public String method(URL address) {
			return address.toString();
		}

	}

	static class ReturnsStream {

		@RefCached
		public Stream<String> method(String id) {
			return Stream.of(id);
		}

	}

	static class ReturnsInputStream {

		@RefCached
		public InputStream method(String id) {
			return InputStream.nullInputStream();
		}

	}

	static class ReturnsIterator {

		@RefCached
		public Iterator<String> method(String id) {
			return List.of(id).iterator();
		}

	}

	static class ReturnsPublisher {

		@RefCached
		public Flow.Publisher<String> method(String id) {
			return (subscriber) -> {
			};
		}

	}

	static class ReturnsFutureOfStream {

		@RefCached
		public CompletableFuture<Stream<String>> method(String id) {
			return new CompletableFuture<>();
		}

	}

	static class ReturnsResponseOfStream {

		@RefCached
		public RefResponse<Stream<String>> method(String id) {
			return RefResponse.of(Stream.of(id));
		}

	}

	static class ReturnsOptionalOfStream {

		@RefCached
		public Optional<Stream<String>> method(String id) {
			return Optional.empty();
		}

	}

	static class ReturnsPlainFuture {

		@RefCached
		public Future<String> method(String id) {
			return new CompletableFuture<>();
		}

	}

	static class OwnFuture extends CompletableFuture<String> {

	}

	static class ReturnsOwnFuture {

		@RefCached
		public OwnFuture method(String id) {
			return new OwnFuture();
		}

	}

	static class ReturnsCacheResponse {

		@RefCached
		public CacheResponse<String> method(String id) {
			return RefResponse.of(id);
		}

	}

	static class ReturnsResponseOfFuture {

		@RefCached
		public RefResponse<CompletableFuture<String>> method(String id) {
			return RefResponse.of(new CompletableFuture<>());
		}

	}

	static class ReturnsOptionalOfFuture {

		@RefCached
		public Optional<CompletableFuture<String>> method(String id) {
			return Optional.empty();
		}

	}

	static class IsSuspended {

		@RefCached
		public Object method(String id, Continuation<? super String> continuation) {
			return id;
		}

	}

	static class IsPrivate {

		@RefCached
		private String method(String id) {
			return id;
		}

	}

	static class IsStatic {

		@RefCached
		public static String method(String id) {
			return id;
		}

	}

	static class IsFinal {

		@RefCached
		public final String method(String id) {
			return id;
		}

	}

	static final class FinalClass {

		@RefCached
		public String method(String id) {
			return id;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class IsConfiguration {

		@RefCached
		public String method(String id) {
			return id;
		}

	}

	static class TakesObject {

		@RefCached
		public String method(Object id) {
			return "";
		}

	}

	static class TakesRawList {

		@RefCached
		@SuppressWarnings("rawtypes")
		public String method(List id) {
			return "";
		}

	}

	static class TakesWildcard {

		@RefCached
		public String method(List<?> id) {
			return "";
		}

	}

	static class TakesVariable {

		@RefCached
		public <T> String method(T id) {
			return "";
		}

	}

	static class TakesNestedObject {

		@RefCached
		public String method(Map<String, List<Object[]>> ids) {
			return "";
		}

	}

	static class Incomparable {

	}

	static class TakesIncomparable {

		@RefCached
		public String method(List<Incomparable> ids) {
			return "";
		}

	}

	static class TakesRequest {

		@RefCached
		public String method(HttpServletRequest request) {
			return "";
		}

	}

	static class TakesModel {

		@RefCached
		public String method(Model model) {
			return "";
		}

	}

	static class TakesBindingResult {

		@RefCached
		public String method(BindingResult result) {
			return "";
		}

	}

	static class TakesFile {

		@RefCached
		public String method(MultipartFile file) {
			return "";
		}

	}

	static class TakesPrincipal {

		@RefCached
		public String method(Principal principal) {
			return "";
		}

	}

	static class TakesInputStream {

		@RefCached
		public String method(InputStream in) {
			return "";
		}

	}

	static class IsAsync {

		@Async
		@RefCached
		public CompletableFuture<String> method(String id) {
			return new CompletableFuture<>();
		}

	}

	@Async
	static class IsOfAsyncClass {

		@RefCached
		public CompletableFuture<String> method(String id) {
			return new CompletableFuture<>();
		}

	}

	static class IsRetryable {

		@Retryable
		@RefCached
		public String method(String id) {
			return id;
		}

	}

	static class IsLimited {

		@ConcurrencyLimit(1)
		@RefCached
		public String method(String id) {
			return id;
		}

	}

	static class IsCacheable {

		@Cacheable("names")
		@RefCached
		public String method(String id) {
			return id;
		}

	}

	static class IsScheduled {

		@Scheduled(fixedDelay = 1000)
		@RefCached
		public String method() {
			return "";
		}

	}

	static class HasTwoNames {

		@RefCached(name = "a", value = "b")
		public String method(String id) {
			return id;
		}

	}

	static class HasTwoKeys {

		@RefCached(key = "#id", keyGenerator = "generator")
		public String method(String id) {
			return id;
		}

	}

	static class HasBadKey {

		@RefCached(key = "#id +")
		public String method(String id) {
			return id;
		}

	}

	static class HasBadCondition {

		@RefCached(condition = "#id ==")
		public String method(String id) {
			return id;
		}

	}

	static class HasBadUnless {

		@RefCached(unless = "#result >")
		public int method(String id) {
			return 1;
		}

	}

	static class HasUnknownVariable {

		@RefCached(key = "'x' + #idd.strip()")
		public String method(String id) {
			return id;
		}

	}

	static class HasUnknownIndex {

		@RefCached(condition = "#a0 != null and #a1 != null")
		public String method(String id) {
			return id;
		}

	}

	static class HasResultInKey {

		@RefCached(key = "#result")
		public String method(String id) {
			return id;
		}

	}

	static class HasUnknownGenerator {

		@RefCached(keyGenerator = "nobody")
		public String method(String id) {
			return id;
		}

	}

	static class HasWrongGenerator {

		@RefCached(keyGenerator = "text")
		public String method(String id) {
			return id;
		}

	}

	static class HasZeroTtl {

		@RefCached(ttl = "0s")
		public String method(String id) {
			return id;
		}

	}

	static class HasNegativeTtl {

		@RefCached(ttl = "-1s")
		public String method(String id) {
			return id;
		}

	}

	static class HasBadTtl {

		@RefCached(ttl = "soon")
		public String method(String id) {
			return id;
		}

	}

	static class HasNegativeTimeout {

		@RefCached(asyncTimeout = "-1s")
		public String method(String id) {
			return id;
		}

	}

	static class HasBadTimeout {

		@RefCached(asyncTimeout = "later")
		public String method(String id) {
			return id;
		}

	}

	static class NamesHalfAPair {

		@RefCached(namespace = "shop:session")
		public String method(String id) {
			return id;
		}

	}

	static class NamesUnknownValue {

		@RefCached(namespace = "user:{userid}")
		public String method(String id) {
			return id;
		}

	}

	static class NamesBrace {

		@RefCached(namespace = "of {user_id")
		public String method(String id) {
			return id;
		}

	}

	static class HasNoOwner {

		@RefCached(owner = "bob")
		public String method(String id) {
			return id;
		}

	}

	static class HasUnknownPolicy {

		@RefCached(policy = "none")
		public String method(String id) {
			return id;
		}

	}

	static class IsAuthorized {

		@RefCached
		@PreAuthorize("hasRole('ADMIN')")
		public String method(String id) {
			return id;
		}

	}

	@Secured("ROLE_ADMIN")
	static class IsSecured {

		@RefCached(namespace = "reports", owner = "user:{user_id}")
		public String method(String id) {
			return id;
		}

	}

	static class AuthorizedAndGuarded {

		@RefCached(namespace = "user:{user_id}")
		@PreAuthorize("hasRole('ADMIN')")
		public String ofUser(String id) {
			return id;
		}

		@RefCached(policy = "default")
		@PreAuthorize("hasRole('ADMIN')")
		public String knowingly(String id) {
			return id;
		}

	}

	static class HasBlankNamespace {

		@RefCached(namespace = " ")
		public String method(String id) {
			return id;
		}

	}

	static class HasUnknownExecutor {

		@RefCached(executor = "nobody")
		public String method(String id) {
			return id;
		}

	}

	static class HasWrongExecutor {

		@RefCached(executor = "text")
		public String method(String id) {
			return id;
		}

	}

	static class HasExecutor {

		@RefCached(executor = "pool")
		public String method(String id) {
			return id;
		}

	}

	static class HasOverloads {

		@RefCached
		public String method(String id) {
			return id;
		}

		@RefCached
		public String method(int id) {
			return "";
		}

	}

	interface Source {

		@RefCached("source")
		String read(String id);

	}

	static class OneSource implements Source {

		@Override
		public String read(String id) {
			return "one " + id;
		}

	}

	static class OtherSource implements Source {

		@Override
		public String read(String id) {
			return "other " + id;
		}

	}

	static class Named {

		@RefCached("shared")
		public String method(String id) {
			return id;
		}

	}

	static class NamedToo {

		@RefCached("shared")
		public String method(String id) {
			return id;
		}

	}

	enum Colour {

		RED, GREEN

	}

	record Point(int x, Optional<int[]> more) {

	}

	static class TakesMuch {

		@RefCached
		public String method(int number, Long boxed, Colour colour, java.math.BigDecimal amount, java.util.UUID id,
				java.net.URI address, java.time.LocalDate date, java.time.ZoneId zone, java.time.Duration duration,
				byte[] bytes, String[][] table, Optional<String> maybe, List<Map<Colour, Point[]>> points,
				List<? extends Point> bounded, Class<?> type) {
			return "";
		}

	}

	static class TakesObjectWithKey {

		@RefCached(key = "#object.toString()")
		public String method(Object object, List<?> others) {
			return "";
		}

	}

	static class Late {

		@RefCached(asyncTimeout = "1s")
		public String method(String id) {
			return id;
		}

	}

	static class LateFuture {

		@RefCached
		public CompletableFuture<String> method(String id) {
			return new CompletableFuture<>();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RequestScoped {

		@Bean
		@Scope("request")
		Late scoped() {
			return new Late();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RequestScopedFuture {

		@Bean
		@Scope(scopeName = "request", proxyMode = ScopedProxyMode.TARGET_CLASS)
		LateFuture scoped() {
			return new LateFuture();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ProxiedRequestScoped {

		@Bean
		@Scope(scopeName = "request", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Late scoped() {
			return new Late();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ProxiedSessionScoped {

		@Bean
		@Scope(scopeName = "session", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Late scoped() {
			return new Late();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PatientRequestScoped {

		@Bean
		@Scope(scopeName = "request", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Fine scoped() {
			return new Fine();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyBeans {

		static final AtomicBoolean made = new AtomicBoolean();

		@Bean
		@Lazy
		Fine fine() {
			made.set(true);
			return new Fine();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyWrongBeans {

		@Bean
		@Lazy
		ReturnsVoid wrong() {
			throw new IllegalStateException("made");
		}

	}

	static class TakesSetOfRefs {

		@RefCached
		public String method(Set<Ref<String>> refs) {
			return "";
		}

	}

	static class TakesRefKeys {

		@RefCached
		public String method(Map<Ref<String>, String> refs) {
			return "";
		}

	}

	static class TakesRefOfRef {

		@RefCached
		public String method(Ref<List<Ref<String>>> ref) {
			return "";
		}

	}

	static class TakesHolderOfRef {

		@RefCached(key = "'key'")
		public String method(Holder holder) {
			return "";
		}

	}

	static class TakesRecordOfHolder {

		@RefCached(key = "'key'")
		public String method(List<HolderRecord> holders) {
			return "";
		}

	}

	static class TakesSupplierOfRef {

		@RefCached(key = "'key'")
		public String method(Supplier<Ref<String>> supplier) {
			return "";
		}

	}

	static class TakesRefOfObject {

		@RefCached
		public String method(Ref<Object> ref) {
			return "";
		}

	}

	@SuppressWarnings("rawtypes")
	static class TakesRawRef {

		@RefCached
		public String method(Ref ref) {
			return "";
		}

	}

	static class MarksNumber {

		@RefCached
		public String method(@ResolveRefs int number) {
			return "";
		}

	}

	static class ResolvesTwice {

		@RefCached(resolveRefs = { true, false })
		public String method(String text) {
			return "";
		}

	}

	static class Holder {

		Ref<String> ref;

	}

	record HolderRecord(Holder holder) {

	}

}
