package io.refcache.sample;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.refcache.sample.audit.AuditTotals;
import io.refcache.sample.audit.JarAudit;
import io.refcache.sample.audit.JarRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

class AuditControllerTests {

	@TempDir
	Path root;

	private final AuditService audits = mock();

	private MockMvcTester mvc;

	@BeforeEach
	void setUp() throws Exception {
		Files.createFile(Files.createDirectories(this.root.resolve("org/foo")).resolve("a.jar"));
		this.mvc = MockMvcTester.of(List.of(new AuditController(JarRepository.of(this.root), this.audits)),
				(builder) -> builder.setControllerAdvice(new GroupAdvice()).build());
	}

	@Test
	void groupReachesTheServiceInItsOneForm() {
		JarAudit audit = new JarAudit("org/foo", new AuditTotals(0, 1, 0, 0, null), List.of(), List.of(), List.of());
		given(this.audits.audit("org/foo", null)).willReturn(audit);
		assertThat(this.mvc.get().uri("/api/audits/jars").param("group", "org/foo/")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.totals.brokenJars")
			.isEqualTo(1);
	}

	@Test
	void allJarsAreAskedForWithoutGroup() {
		assertThat(this.mvc.get().uri("/api/audits/jars")).hasStatusOk();
		assertThat(this.mvc.get().uri("/api/audits/duplicates").param("group", " ")).hasStatusOk();
		then(this.audits).should().audit("", null);
		then(this.audits).should().duplicates("", null);
	}

	@ParameterizedTest
	@ValueSource(strings = { "jars", "duplicates" })
	void refusedGroupDoesNotReachTheService(String audit) {
		assertThat(this.mvc.get().uri("/api/audits/" + audit).param("group", "../..")).hasStatus(HttpStatus.BAD_REQUEST)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.isLenientlyEqualTo("""
					{
						"status": 400,
						"title": "Invalid group",
						"parameter": "group",
						"detail": "'group' has a part that is empty, '.' or '..'; write it as a path below the root, \
					such as 'org/springframework', or leave it empty for all jars"
					}
					""");
		then(this.audits).shouldHaveNoInteractions();
	}

	@ParameterizedTest
	@ValueSource(strings = { "jars", "duplicates" })
	void unknownGroupDoesNotReachTheService(String audit) {
		assertThat(this.mvc.get().uri("/api/audits/" + audit).param("group", "org.foo")).hasStatus(HttpStatus.NOT_FOUND)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.isLenientlyEqualTo(
					"""
							{
								"status": 404,
								"title": "Unknown group",
								"parameter": "group",
								"detail": "'group' names no folder below the root: 'org.foo'; write it as a path below the root, \
							such as 'org/springframework', or leave it empty for all jars"
							}
							""");
		then(this.audits).shouldHaveNoInteractions();
	}

}
