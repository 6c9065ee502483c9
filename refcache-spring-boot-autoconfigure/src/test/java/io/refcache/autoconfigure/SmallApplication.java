package io.refcache.autoconfigure;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.refcache.RefCached;
import io.refcache.RefResponse;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application for a JVM of its own: calls a method twice and says what came of it.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class SmallApplication {

	static final String SUCCESS = "Calls were served: ";

	@Bean
	Numbers numbers() {
		return new Numbers();
	}

	public static void main(String[] arguments) throws Exception {
		SpringApplication application = new SpringApplication(SmallApplication.class);
		application.setDefaultProperties(
				Map.of("spring.main.banner-mode", "off", "server.port", "0", "server.address", "127.0.0.1"));
		try (ConfigurableApplicationContext context = application.run(arguments)) {
			Numbers numbers = context.getBean(Numbers.class);
			boolean hit = numbers.next("a") == numbers.next("a") && numbers.next("a") != numbers.next("b");
			boolean future = numbers.future("a").get(20, TimeUnit.SECONDS).startsWith("refcache-task-");
			boolean reference = numbers.response("a").refId() != null;
			boolean endpoint = context.containsBean("refCacheReferenceController");
			System.out.println(
					SUCCESS + "hit=" + hit + " future=" + future + " reference=" + reference + " endpoint=" + endpoint);
		}
	}

	static class Numbers {

		private final AtomicInteger runs = new AtomicInteger();

		@RefCached
		public int next(String id) {
			return this.runs.incrementAndGet();
		}

		@RefCached(asyncTimeout = "20s")
		public CompletableFuture<String> future(String id) {
			return CompletableFuture.completedFuture(Thread.currentThread().getName());
		}

		@RefCached(key = "#id")
		public RefResponse<String> response(String id) {
			return RefResponse.of(id);
		}

	}

}
