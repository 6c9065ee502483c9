package io.refcache.mcp;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Servers on ports of their own.
 */
final class McpTestServers {

	private static final String SECURITY = "org.springframework.boot.security.autoconfigure.";

	private McpTestServers() {
	}

	/**
	 * Starts a server that nobody guards.
	 */
	static ConfigurableApplicationContext start(Class<?> application, String... properties) {
		return builder(application)
			.properties("spring.autoconfigure.exclude=" + SECURITY + "web.servlet.ServletWebSecurityAutoConfiguration,"
					+ SECURITY + "actuate.web.servlet.ManagementWebSecurityAutoConfiguration," + SECURITY
					+ "web.servlet.SecurityFilterAutoConfiguration")
			.properties(properties)
			.run();
	}

	/**
	 * Starts a server that knows who calls: alice, bob, or somebody without a name.
	 */
	static ConfigurableApplicationContext startGuarded(Class<?> application, String... properties) {
		return builder(application, Guard.class).properties(properties).run();
	}

	private static SpringApplicationBuilder builder(Class<?>... sources) {
		return new SpringApplicationBuilder(sources).properties("server.port=0", "server.address=127.0.0.1",
				"spring.main.banner-mode=off", "spring.ai.mcp.server.protocol=STREAMABLE", "refcache.name=test",
				"refcache.policies.execute-only.agent-permissions=execute", "refcache.preview.unit=characters",
				"refcache.preview.max-size=200");
	}

	/**
	 * Lets everybody in, and knows two by name.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Guard {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf((csrf) -> csrf.disable())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(User.withUsername("alice").password("{noop}a").build(),
					User.withUsername("bob").password("{noop}b").build());
		}

	}

}
