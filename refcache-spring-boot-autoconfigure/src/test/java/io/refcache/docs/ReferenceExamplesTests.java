package io.refcache.docs;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.refcache.CacheResponse;
import io.refcache.RefCache;
import io.refcache.RefResponse;
import io.refcache.aop.RefCachedAutoConfiguration;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.jackson.RefCacheJacksonAutoConfiguration;
import io.refcache.memory.MemoryStoreAutoConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.stereotype.Service;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of the document on references do what it says.
 */
class ReferenceExamplesTests {

	private static final Pattern PUBLIC_CLASS = Pattern.compile("(?m)^public class (\\w+)");

	private static final List<Class<?>> EXAMPLES = new ArrayList<>();

	private static final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	@TempDir
	static Path output;

	@BeforeAll
	static void start() throws IOException, ClassNotFoundException {
		URLClassLoader loader = new URLClassLoader(new URL[] { output.toUri().toURL() },
				ReferenceExamplesTests.class.getClassLoader());
		for (String snippet : Documents.javaSnippets(Documents.readme().resolveSibling("docs/references.md"))) {
			assertThat(new SnippetCompiler(output).compile(snippet)).isEmpty();
			Matcher name = PUBLIC_CLASS.matcher(snippet);
			assertThat(name.find()).as("every example is a public class").isTrue();
			EXAMPLES.add(loader.loadClass(name.group(1)));
		}
		context.setClassLoader(loader);
		EXAMPLES.stream()
			.flatMap((example) -> Arrays.stream(example.getDeclaredClasses()))
			.filter((type) -> type.isAnnotationPresent(Service.class))
			.forEach((type) -> context.register(type));
		context.register(AopAutoConfiguration.class, JacksonAutoConfiguration.class,
				RefCacheJacksonAutoConfiguration.class, MemoryStoreAutoConfiguration.class,
				RefCacheAutoConfiguration.class, RefCachedAutoConfiguration.class);
		context.refresh();
	}

	@AfterAll
	static void close() {
		context.close();
	}

	@Test
	void jobActsForAUser() {
		RefCache cache = context.getBean(RefCache.class);

		assertThat(call("Mail", "prepare", service("Mail", "Inbox"), "alice")).isEqualTo("nothing new in 7 days");
		assertThat(call("Mail", "forget", cache, "bob")).isEqualTo(false);
		assertThat(call("Mail", "forget", cache, "alice")).isEqualTo(true);
	}

	@Test
	void largeResultIsReadInPages() {
		List<?> read = (List<?>) call("Trading", "read", context.getBean(RefCache.class), service("Trading", "Trades"));

		assertThat(read.get(0)).asString().contains("of 1000 items").contains("page=");
		assertThat(read.get(1)).isInstanceOfSatisfying(CacheResponse.Preview.class, (page) -> {
			assertThat((List<?>) page.preview()).hasSize(50);
			assertThat(page.page()).isEqualTo(2);
			assertThat(page.totalPages()).isEqualTo(20);
		});
	}

	@Test
	void referenceStandsForItsValue() {
		RefCache cache = context.getBean(RefCache.class);
		Object reports = service("Reporting", "Reports");
		CacheResponse.Complete<?> lines = (CacheResponse.Complete<?>) call("Reporting", "lines", reports, "acme");
		String text = cache.set("text", "one two three").refId();

		assertThat(lines.value()).isEqualTo(2);
		assertThat(lines.dependsOn()).containsExactly(((RefResponse<?>) call(reports, "build", "acme")).refId());
		assertThat(call(reports, "words", text)).isEqualTo(3);
		assertThat(call(reports, "words", "one two")).isEqualTo(2);
	}

	@Test
	void changeEvicts() {
		Object catalogue = service("Shop", "Catalogue");

		assertThat(call(catalogue, "page", "4711", 80)).isEqualTo("4711 Chair 80");
		call(catalogue, "rename", "Stool");
		assertThat(call(catalogue, "page", "4711", 80)).isEqualTo("4711 Stool 80");
	}

	private static Object service(String example, String name) {
		return Arrays.stream(example(example).getDeclaredClasses())
			.filter((type) -> type.getSimpleName().equals(name))
			.map((type) -> (Object) context.getBean(type))
			.findFirst()
			.orElseThrow();
	}

	private static Class<?> example(String name) {
		return EXAMPLES.stream().filter((type) -> type.getSimpleName().equals(name)).findFirst().orElseThrow();
	}

	private static Object call(String example, String method, Object... arguments) {
		return invoke(example(example), null, method, arguments);
	}

	private static Object call(Object target, String method, Object... arguments) {
		return invoke(target.getClass(), target, method, arguments);
	}

	private static Object invoke(Class<?> type, Object target, String name, Object... arguments) {
		Method method = Arrays.stream(ReflectionUtils.getUniqueDeclaredMethods(type))
			.filter((candidate) -> candidate.getName().equals(name)
					&& candidate.getParameterCount() == arguments.length)
			.findFirst()
			.orElseThrow();
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException | IllegalAccessException ex) {
			throw new AssertionError(ex);
		}
	}

}
