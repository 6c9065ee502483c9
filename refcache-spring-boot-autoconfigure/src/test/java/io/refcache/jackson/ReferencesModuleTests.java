package io.refcache.jackson;

import java.util.List;

import io.refcache.Ref;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.memory.MemoryStoreAutoConfiguration;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * References in JSON.
 */
class ReferencesModuleTests {

	private static final String ID = "test:0123456789abcdef0123456789abcdef";

	private final JsonMapper mapper = JsonMapper.builder().addModule(new ReferencesModule("test")).build();

	@Test
	void referenceOfThisCacheIsOne() {
		assertThat(read("\"" + ID + "\"").refId()).isEqualTo(ID);
		assertThat(this.mapper.readValue("\"" + ID + "\"", new TypeReference<Ref<String>>() {
		}).refId()).isEqualTo(ID);
	}

	@Test
	void anythingElseIsAValue() {
		assertThat(read("[1,2]")).isEqualTo(Ref.of(List.of(1, 2)));
		assertThat(read("null")).isEqualTo(Ref.of(null));
		for (String text : List.of("text", "other:0123456789abcdef0123456789abcdef", "sha256:deadbeef")) {
			assertThat(this.mapper.readValue("\"" + text + "\"", new TypeReference<Ref<String>>() {
			})).isEqualTo(Ref.of(text));
		}
	}

	@Test
	void valueIsOfTheDeclaredType() {
		Order order = this.mapper.readValue("{\"lines\":[{\"item\":\"a\"},\"%s\"],\"note\":\"n\"}".formatted(ID),
				Order.class);

		assertThat(order.lines()).containsExactly(Ref.of(new Line("a")), Ref.to(ID));
		assertThat(order.note()).isEqualTo(Ref.of("n"));
		assertThat(order.absent()).isNull();
	}

	@Test
	void writesWhatItWasGivenAs() {
		assertThat(this.mapper.writeValueAsString(new Order(List.of(Ref.of(new Line("a")), Ref.to(ID)), null, null)))
			.contains("[{\"item\":\"a\"},\"%s\"]".formatted(ID));
	}

	@Test
	void mapperOfTheApplicationReadsThem() {
		ApplicationContextRunner runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(RefCacheAutoConfiguration.class, JacksonAutoConfiguration.class,
					MemoryStoreAutoConfiguration.class, RefCacheReferencesJacksonAutoConfiguration.class))
			.withPropertyValues("refcache.name=test");

		runner.run((context) -> assertThat(
				context.getBean(JsonMapper.class).readValue("{\"note\":\"%s\"}".formatted(ID), Order.class).note())
			.isEqualTo(Ref.to(ID)));
		runner.withClassLoader(new FilteredClassLoader("tools.jackson"))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private Ref<List<Integer>> read(String json) {
		return this.mapper.readValue(json, new TypeReference<>() {
		});
	}

	record Order(List<Ref<Line>> lines, Ref<String> note, Ref<String> absent) {

	}

	record Line(String item) {

	}

}
