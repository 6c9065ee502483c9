package io.refcache.aop;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import io.refcache.RefCacheConfigurationException;
import io.refcache.RefCached;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.cache.interceptor.KeyGenerator;
import org.springframework.cache.interceptor.SimpleKeyGenerator;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which calls share a result. Every method returns a number that no run returns twice:
 * equal numbers come from one run.
 */
class KeyTests {

	private static AnnotationConfigApplicationContext context;

	private static Keyed keyed;

	@BeforeAll
	static void start() {
		context = TestContexts.start(Beans.class, "test.key=#id", "test.generator=firstOnly");
		keyed = context.getBean(Keyed.class);
	}

	@AfterAll
	static void close() {
		context.close();
	}

	@Test
	void equalValuesShareARun() {
		UUID id = UUID.randomUUID();
		assertThat(keyed.simple(new String("a"), 1000, id, LocalDate.EPOCH, DayOfWeek.MONDAY))
			.isEqualTo(keyed.simple("a", 1000, UUID.fromString(id.toString()), LocalDate.EPOCH, DayOfWeek.MONDAY))
			.isNotEqualTo(keyed.simple("a", 1000, id, LocalDate.EPOCH, DayOfWeek.FRIDAY))
			.isNotEqualTo(keyed.simple("b", 1000, id, LocalDate.EPOCH, DayOfWeek.MONDAY));
	}

	@Test
	void nullsAreValues() {
		int nothing = keyed.simple(null, null, null, null, null);
		assertThat(keyed.simple(null, null, null, null, null)).isEqualTo(nothing);
		assertThat(keyed.simple("", null, null, null, null)).isNotEqualTo(nothing);
	}

	@Test
	void nullDiffersFromTheTextNull() {
		assertThat(keyed.list(null)).isNotEqualTo(keyed.list(List.of("null")));
	}

	@Test
	void arraysAreComparedByContent() {
		assertThat(keyed.array(new String[] { "a" }, new int[][] { { 1 }, { 2 } }))
			.isEqualTo(keyed.array(new String[] { "a" }, new int[][] { { 1 }, { 2 } }))
			.isNotEqualTo(keyed.array(new String[] { "a" }, new int[][] { { 1, 2 } }));
	}

	@Test
	void varargsAreComparedByContent() {
		assertThat(keyed.varargs("a", "b")).isEqualTo(keyed.varargs(new String[] { "a", "b" }))
			.isNotEqualTo(keyed.varargs("a"))
			.isNotEqualTo(keyed.varargs());
	}

	@Test
	void arraysInCollectionsAreComparedByContent() {
		assertThat(keyed.arrays(List.of(new byte[] { 1 }), Map.of("a", new byte[] { 2 })))
			.isEqualTo(keyed.arrays(List.of(new byte[] { 1 }), Map.of("a", new byte[] { 2 })))
			.isNotEqualTo(keyed.arrays(List.of(new byte[] { 1 }), Map.of("a", new byte[] { 3 })))
			.isNotEqualTo(keyed.arrays(List.of(new byte[] { 2 }), Map.of("a", new byte[] { 2 })));
	}

	@Test
	void arraysInOptionalsAreComparedByContent() {
		assertThat(keyed.optional(Optional.of(new int[] { 1 }))).isEqualTo(keyed.optional(Optional.of(new int[] { 1 })))
			.isNotEqualTo(keyed.optional(Optional.of(new int[] { 2 })))
			.isNotEqualTo(keyed.optional(Optional.empty()));
	}

	@Test
	void arraysInRecordsAreComparedByContent() {
		assertThat(keyed.file(new File("a", new byte[] { 1 }))).isEqualTo(keyed.file(new File("a", new byte[] { 1 })))
			.isNotEqualTo(keyed.file(new File("a", new byte[] { 2 })));
	}

	@Test
	void arraysInSealedTypesAreComparedByContent() {
		assertThat(keyed.source(new Blob(new byte[] { 1 }))).isEqualTo(keyed.source(new Blob(new byte[] { 1 })))
			.isNotEqualTo(keyed.source(new Blob(new byte[] { 2 })))
			.isNotEqualTo(keyed.source(new Name("1")));
	}

	@Test
	void arraysInSubclassesOfCollectionsAreComparedByContent() {
		assertThat(keyed.chunks(Chunks.of(new byte[] { 1 }))).isEqualTo(keyed.chunks(Chunks.of(new byte[] { 1 })))
			.isNotEqualTo(keyed.chunks(Chunks.of(new byte[] { 2 })));
	}

	@Test
	void collectionsThatCompareByIdentityAreComparedByContent() {
		assertThat(keyed.collection(Map.of("a", "b").values())).isEqualTo(keyed.collection(Map.of("x", "b").values()))
			.isNotEqualTo(keyed.collection(Map.of("a", "c").values()));
		assertThat(keyed.queue(new ArrayDeque<>(List.of("a")))).isEqualTo(keyed.queue(new ArrayDeque<>(List.of("a"))))
			.isNotEqualTo(keyed.queue(new ArrayDeque<>(List.of("b"))));
	}

	@Test
	void listsDifferFromSets() {
		assertThat(keyed.collection(List.of("same"))).isNotEqualTo(keyed.collection(Set.of("same")));
	}

	@Test
	void mapsAreComparedWhateverTheirOrder() {
		assertThat(keyed.map(new TreeMap<>(Map.of("a", List.of(1), "b", List.of(2)))))
			.isEqualTo(keyed.map(Map.of("b", List.of(2), "a", List.of(1))))
			.isNotEqualTo(keyed.map(Map.of("b", List.of(1), "a", List.of(2))));
	}

	@Test
	void objectsAreComparedByTheirEquals() {
		assertThat(keyed.money(new Money("1.0"))).isEqualTo(keyed.money(new Money("1.00")))
			.isNotEqualTo(keyed.money(new Money("1.01")));
	}

	@Test
	void callerMayChangeItsArgumentsLater() {
		List<String> list = new ArrayList<>(List.of("before"));
		Set<String> set = new HashSet<>(Set.of("before"));
		int[] array = { 1 };
		int first = keyed.changed(list, set, array);
		list.set(0, "after");
		set.clear();
		array[0] = 2;
		assertThat(keyed.changed(list, set, array)).isNotEqualTo(first);
		assertThat(keyed.changed(List.of("before"), Set.of("before"), new int[] { 1 })).isEqualTo(first);
	}

	@Test
	void listThatIsChangedToOneOfEqualHashMisses() {
		List<String> list = new ArrayList<>(List.of("AaAa"));
		int first = keyed.list(list);
		list.set(0, "BBBB");
		assertThat("AaAa").hasSameHashCodeAs("BBBB");
		assertThat(keyed.list(list)).isNotEqualTo(first);
	}

	@Test
	void bodyMayChangeItsArguments() {
		List<String> list = new ArrayList<>(List.of("a", "b"));
		int first = keyed.clearing(list, new Basket(new ArrayList<>(List.of("c"))));
		assertThat(list).isEmpty();
		assertThat(keyed.clearing(new ArrayList<>(List.of("a", "b")), new Basket(new ArrayList<>(List.of("c")))))
			.isEqualTo(first);
	}

	@Test
	void overloadsAreToldApartByTheirNames() {
		assertThat(keyed.find("1")).isNotEqualTo(keyed.find(1)).isEqualTo(keyed.find("1"));
	}

	@Test
	void namespacesAreToldApart() {
		assertThat(keyed.here("a")).isNotEqualTo(keyed.there("a"));
	}

	@Test
	void keyMayNameArguments() {
		assertThat(keyed.byName("a", 1)).isEqualTo(keyed.byName("a", 2)).isNotEqualTo(keyed.byName("b", 1));
	}

	@Test
	void keyMayCountArguments() {
		assertThat(keyed.byIndex("a", 1)).isEqualTo(keyed.byIndex("b", 1)).isNotEqualTo(keyed.byIndex("a", 2));
	}

	@Test
	void keyMayUseTheRoot() {
		assertThat(keyed.byRoot("a", 1)).isEqualTo(keyed.byRoot("a", 2)).isNotEqualTo(keyed.byRoot("b", 1));
	}

	@Test
	void keyMayUseBeans() {
		assertThat(keyed.byBean("A")).isEqualTo(keyed.byBean("a")).isNotEqualTo(keyed.byBean("b"));
	}

	@Test
	void keyMayBePlaceholder() {
		assertThat(keyed.byPlaceholder("a", 1)).isEqualTo(keyed.byPlaceholder("a", 2))
			.isNotEqualTo(keyed.byPlaceholder("b", 1));
	}

	@Test
	void keyMayHoldArraysInLists() {
		assertThat(keyed.byList(new int[] { 1 }, "a")).isEqualTo(keyed.byList(new int[] { 1 }, "a"))
			.isNotEqualTo(keyed.byList(new int[] { 2 }, "a"));
	}

	@Test
	void keyThatIsAListMayBeChangedLater() {
		List<String> list = new ArrayList<>(List.of("before"));
		int first = keyed.byArgument(list);
		list.set(0, "after");
		assertThat(keyed.byArgument(list)).isNotEqualTo(first);
		assertThat(keyed.byArgument(List.of("before"))).isEqualTo(first);
	}

	@Test
	void keysOfOneValueDoNotMeetAcrossMethods() {
		assertThat(keyed.byName("x", 1)).isNotEqualTo(keyed.byPlaceholder("x", 1));
	}

	@Test
	void keyGeneratorIsAsked() {
		assertThat(keyed.generated("a", 1)).isEqualTo(keyed.generated("a", 2)).isNotEqualTo(keyed.generated("b", 1));
	}

	@Test
	void keyGeneratorOfCachesWorks() {
		assertThat(keyed.simplyGenerated("a", 1)).isEqualTo(keyed.simplyGenerated("a", 1))
			.isNotEqualTo(keyed.simplyGenerated("a", 2));
	}

	@Test
	void beansOfOneClassDoNotShare() {
		Region eu = context.getBean("eu", Region.class);
		Region us = context.getBean("us", Region.class);
		assertThat(eu.report("a")).isEqualTo("eu").isEqualTo(eu.report("a"));
		assertThat(us.report("a")).isEqualTo("us").isEqualTo(us.report("a"));
	}

	@Test
	void lazyBeansBehindAnInterfaceDoNotShare() {
		Shelf first = context.getBean("firstShelf", Shelf.class);
		assertThat(first.book("a")).isEqualTo("first");
		Shelf second = context.getBean("secondShelf", Shelf.class);
		assertThat(second.book("a")).isEqualTo("second");
		assertThat(first.book("a")).isEqualTo("first");
	}

	@Test
	void subclassesDoNotShareWhatTheyInherit() {
		assertThat(context.getBean(Cats.class).sound("x")).isEqualTo("meow");
		assertThat(context.getBean(Dogs.class).sound("x")).isEqualTo("woof");
	}

	@Test
	void instancesOfOnePrototypeDoNotShare() {
		Prototype one = context.getBean(Prototype.class);
		int first = one.number("a");
		assertThat(context.getBean(Prototype.class).number("a")).isNotEqualTo(first);
		assertThat(one.number("a")).isEqualTo(first);
	}

	@Test
	void instancesOfOneScopedBeanDoNotShare() {
		int first = context.getBean(Scoped.class).number("a");
		assertThat(context.getBean(Scoped.class).number("a")).isNotEqualTo(first);
	}

	@Test
	void recordsAreComparedByWhatTheyHoldNotByWhatTheyShow() {
		Region eu = context.getBean("eu", Region.class);
		assertThat(eu.open(new Masked("alice", List.of("r")))).isEqualTo("alice");
		assertThat(eu.open(new Masked("bob", List.of("r")))).isEqualTo("bob");
	}

	@Test
	void prototypesOfOneClassDoNotShare() {
		Region north = context.getBean("north", Region.class);
		Region south = context.getBean("south", Region.class);
		assertThat(north.report("a")).isEqualTo("north");
		assertThat(south.report("a")).isEqualTo("south");
	}

	@Test
	void proxiesOfOneBeanShare() {
		Region eu = context.getBean("eu", Region.class);
		ProxyFactory factory = new ProxyFactory(eu);
		factory.setProxyTargetClass(true);
		Region around = (Region) factory.getProxy();
		assertThat(around.number("a")).isEqualTo(eu.number("a"));
	}

	@Test
	void interfaceMayCarryTheAnnotationOfAClassProxy() {
		Shelf shelf = context.getBean("firstShelf", Shelf.class);
		assertThat(AopUtils.isCglibProxy(shelf)).isTrue();
		assertThat(shelf.number("a")).isEqualTo(shelf.number("a")).isNotEqualTo(shelf.number("b"));
	}

	@Test
	void interfaceMayCarryTheAnnotationOfAnInterfaceProxy() {
		TestContexts.runner()
			.withUserConfiguration(Shelves.class)
			.withPropertyValues("spring.aop.proxy-target-class=false")
			.run((started) -> {
				Shelf shelf = started.getBean("firstShelf", Shelf.class);
				assertThat(AopUtils.isJdkDynamicProxy(shelf)).isTrue();
				assertThat(shelf.number("a")).isEqualTo(shelf.number("a")).isNotEqualTo(shelf.number("b"));
				assertThat(shelf.book("a")).isEqualTo("first");
				assertThat(started.getBean("secondShelf", Shelf.class).book("a")).isEqualTo("second");
			});
	}

	@Test
	void genericInterfaceIsCalledThroughItsBridge() {
		for (String proxyTargetClass : List.of("true", "false")) {
			TestContexts.runner()
				.withBean(Users.class)
				.withPropertyValues("spring.aop.proxy-target-class=" + proxyTargetClass)
				.run((started) -> {
					@SuppressWarnings("unchecked")
					Repository<String, Integer> users = started.getBean(Repository.class);
					assertThat(users.find("a")).isEqualTo(users.find("a")).isNotEqualTo(users.find("b"));
				});
		}
	}

	@Test
	void clientThatIsAProxyByItselfHasTheNameOfItsInterface() {
		TestContexts.runner()
			.withBean(ClientFactory.class)
			.withPropertyValues("refcache.methods[KeyTests.Client.get].enabled=false")
			.run((started) -> {
				Client client = started.getBean(Client.class);
				assertThat(client.get("a")).isNotEqualTo(client.get("a"));
				assertThat(client.head("a")).isEqualTo(client.head("a")).isNotEqualTo(client.head("b"));
			});
	}

	@Test
	void expressionThatFailsFailsItsCallOnly() {
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> keyed.byBean(null));
		assertThat(keyed.byBean("c")).isEqualTo(keyed.byBean("c"));
	}

	@Test
	void typesAreCheckedThroughGenericRecords() {
		TestContexts.runner()
			.withBean(TwoPairs.class)
			.run((started) -> assertThat(started).getFailure()
				.isInstanceOf(RefCacheConfigurationException.class)
				.hasMessageContaining("TwoPairs.of(")
				.hasMessageContaining("java.lang.Object"));
	}

	@Test
	void recordMayHoldItself() {
		assertThat(keyed.tree(new Tree("a", List.of(new Tree("b", List.of())))))
			.isEqualTo(keyed.tree(new Tree("a", List.of(new Tree("b", List.of())))))
			.isNotEqualTo(keyed.tree(new Tree("a", List.of(new Tree("c", List.of())))));
	}

	record File(String name, byte[] content) {

	}

	record Basket(List<String> goods) {

	}

	record Tree(String name, List<Tree> children) {

	}

	record Pair<T>(T one, T other) {

	}

	record Pairs(Pair<String> named, Pair<Object> others) {

	}

	sealed interface Source permits Blob, Name {

	}

	record Blob(byte[] content) implements Source {

	}

	record Name(String text) implements Source {

	}

	static class Chunks extends ArrayList<byte[]> {

		static Chunks of(byte[] chunk) {
			Chunks chunks = new Chunks();
			chunks.add(chunk);
			return chunks;
		}

	}

	static class Money {

		private final BigDecimal amount;

		Money(String amount) {
			this.amount = new BigDecimal(amount);
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Money money && this.amount.compareTo(money.amount) == 0;
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.amount.stripTrailingZeros());
		}

	}

	static class Keyed {

		private final AtomicInteger runs = new AtomicInteger();

		@RefCached
		public int simple(@Nullable String text, @Nullable Integer number, @Nullable UUID id, @Nullable LocalDate date,
				@Nullable DayOfWeek day) {
			return next();
		}

		@RefCached
		public int array(String[] names, int[][] numbers) {
			return next();
		}

		@RefCached
		public int varargs(String... names) {
			return next();
		}

		@RefCached
		public int arrays(List<byte[]> list, Map<String, byte[]> map) {
			return next();
		}

		@RefCached
		public int optional(Optional<int[]> numbers) {
			return next();
		}

		@RefCached
		public int file(File file) {
			return next();
		}

		@RefCached
		public int source(Source source) {
			return next();
		}

		@RefCached
		public int chunks(Chunks chunks) {
			return next();
		}

		@RefCached
		public int collection(Collection<String> names) {
			return next();
		}

		@RefCached
		public int queue(Queue<String> names) {
			return next();
		}

		@RefCached
		public int list(@Nullable List<String> names) {
			return next();
		}

		@RefCached
		public int map(Map<String, List<Integer>> numbers) {
			return next();
		}

		@RefCached
		public int money(Money money) {
			return next();
		}

		@RefCached
		public int tree(Tree tree) {
			return next();
		}

		@RefCached
		public int changed(List<String> list, Set<String> set, int[] array) {
			return next();
		}

		@RefCached
		public int clearing(List<String> list, Basket basket) {
			list.clear();
			basket.goods().clear();
			return next();
		}

		@RefCached("find.text")
		public int find(String text) {
			return next();
		}

		@RefCached("find.number")
		public int find(int number) {
			return next();
		}

		@RefCached(namespace = "here")
		public int here(String text) {
			return next();
		}

		@RefCached(namespace = "there")
		public int there(String text) {
			return next();
		}

		@RefCached(key = "#id")
		public int byName(String id, int other) {
			return next();
		}

		@RefCached(key = "#a1 + #p1")
		public int byIndex(String id, int other) {
			return next();
		}

		@RefCached(key = "{#root.args[0], #root.methodName, #root.targetClass, #root.method.name}")
		public int byRoot(String id, int other) {
			return next();
		}

		@RefCached(key = "@lowerCase.of(#id)")
		public int byBean(@Nullable String id) {
			return next();
		}

		@RefCached(key = "${test.key}")
		public int byPlaceholder(String id, int other) {
			return next();
		}

		@RefCached(key = "{#numbers, #id}")
		public int byList(int[] numbers, String id) {
			return next();
		}

		@RefCached(key = "#list")
		public int byArgument(List<String> list) {
			return next();
		}

		@RefCached(keyGenerator = "${test.generator}")
		public int generated(String id, int other) {
			return next();
		}

		@RefCached(keyGenerator = "simple")
		public int simplyGenerated(String id, int other) {
			return next();
		}

		private int next() {
			return this.runs.incrementAndGet();
		}

	}

	static class LowerCase {

		public String of(String text) {
			return text.toLowerCase(Locale.ROOT);
		}

	}

	static class Region {

		private final String name;

		private final AtomicInteger runs = new AtomicInteger();

		Region(String name) {
			this.name = name;
		}

		protected Region() {
			this("proxy");
		}

		@RefCached
		public String report(String id) {
			return this.name;
		}

		@RefCached
		public int number(String id) {
			return this.runs.incrementAndGet();
		}

		@RefCached
		public String open(Masked masked) {
			return masked.held();
		}

	}

	record Masked(String value, List<String> scopes) {

		@Override
		public String value() {
			return "***";
		}

		String held() {
			return this.value;
		}

	}

	abstract static class Animals {

		@RefCached
		public String sound(String id) {
			return noise();
		}

		abstract String noise();

	}

	static class Cats extends Animals {

		@Override
		String noise() {
			return "meow";
		}

	}

	static class Dogs extends Animals {

		@Override
		String noise() {
			return "woof";
		}

	}

	static class Prototype {

		private static final AtomicInteger runs = new AtomicInteger();

		@RefCached
		public int number(String id) {
			return runs.incrementAndGet();
		}

	}

	static class Scoped {

		private static final AtomicInteger runs = new AtomicInteger();

		@RefCached
		public int number(String id) {
			return runs.incrementAndGet();
		}

	}

	interface Shelf {

		@RefCached
		String book(String id);

		@RefCached
		int number(String id);

	}

	static class WoodenShelf implements Shelf {

		private final String name;

		private final AtomicInteger runs = new AtomicInteger();

		WoodenShelf(String name) {
			this.name = name;
		}

		protected WoodenShelf() {
			this("proxy");
		}

		@Override
		public String book(String id) {
			return this.name;
		}

		@Override
		public int number(String id) {
			return this.runs.incrementAndGet();
		}

	}

	interface Repository<K, V> {

		V find(K key);

	}

	static class Users implements Repository<String, Integer> {

		private final AtomicInteger runs = new AtomicInteger();

		@Override
		@RefCached
		public Integer find(String key) {
			return this.runs.incrementAndGet();
		}

	}

	interface Client {

		@RefCached
		int get(String id);

		@RefCached
		int head(String id);

	}

	static class ClientFactory implements FactoryBean<Client> {

		private final AtomicInteger runs = new AtomicInteger();

		@Override
		public Client getObject() {
			return (Client) Proxy.newProxyInstance(Client.class.getClassLoader(), new Class<?>[] { Client.class },
					(proxy, method, arguments) -> (method.getDeclaringClass() != Object.class)
							? this.runs.incrementAndGet() : method.invoke(this, arguments));
		}

		@Override
		public Class<?> getObjectType() {
			return Client.class;
		}

	}

	static class TwoPairs {

		@RefCached
		public int of(Pairs pairs) {
			return 1;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Shelves {

		@Bean
		@Lazy
		Shelf firstShelf() {
			return new WoodenShelf("first");
		}

		@Bean
		@Lazy
		Shelf secondShelf() {
			return new WoodenShelf("second");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans extends Shelves {

		@Bean
		Keyed keyed() {
			return new Keyed();
		}

		@Bean
		LowerCase lowerCase() {
			return new LowerCase();
		}

		@Bean
		KeyGenerator firstOnly() {
			return (target, method, arguments) -> arguments[0];
		}

		@Bean
		KeyGenerator simple() {
			return new SimpleKeyGenerator();
		}

		@Bean
		Region eu() {
			return new Region("eu");
		}

		@Bean
		Region us() {
			return new Region("us");
		}

		@Bean
		@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
		Region north() {
			return new Region("north");
		}

		@Bean
		@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
		Region south() {
			return new Region("south");
		}

		@Bean
		Cats cats() {
			return new Cats();
		}

		@Bean
		Dogs dogs() {
			return new Dogs();
		}

		@Bean
		@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
		Prototype prototype() {
			return new Prototype();
		}

		@Bean
		@Scope(scopeName = ConfigurableBeanFactory.SCOPE_PROTOTYPE, proxyMode = ScopedProxyMode.TARGET_CLASS)
		Scoped scoped() {
			return new Scoped();
		}

	}

}
