# `make site` builds everything, `make test` proves it; `make` alone lists the rest.
# GNU make 3.81 or later. Every path is relative, so the checkout may stand in a folder with blanks in its name.

PYTHON      ?= python3
UV          ?= uv
PYTEST_ARGS ?= -n 2 --dist loadfile

VENV := .venv
RUN  := $(VENV)/bin/python
PIP  := $(RUN) -m pip install --disable-pip-version-check --no-input --no-compile --quiet --require-hashes

# `make lock LOCK_ARGS=--upgrade` takes newer versions; without it only what pyproject.toml demands is changed.
LOCK_ARGS ?=
LOCK = $(UV) pip compile pyproject.toml --no-config --quiet --universal --python-version 3.11 --fork-strategy fewest \
       --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(LOCK_ARGS)

export NO_MKDOCS_2_WARNING := 1
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help site pages serve test check diff bench lock clean broken-venv

help:
	@echo 'make site    Dựng trang web và biểu mẫu      build the site (site/) and the templates (docs/downloads/)'
	@echo 'make serve   Xem trước trên máy              live preview'
	@echo 'make pages   Chỉ sinh lại trang và biểu mẫu  generated pages and templates only, without the site'
	@echo 'make check   Soát quy tắc của các lược đồ    house rules of the schemas'
	@echo 'make diff    Lược đồ đổi gì, đòi hỏi gì       what the schemas change  (DIFF_ARGS="HEAD~1", released by default)'
	@echo 'make test    Chạy mọi phép kiểm thử          ruff, mypy, pytest  (PYTEST_ARGS="$(PYTEST_ARGS)")'
	@echo 'make bench   Đo tốc độ                       measure speed'
	@echo 'make lock    Khóa lại phiên bản thư viện     rewrite requirements/*.txt, needs uv  (LOCK_ARGS=--upgrade)'
	@echo 'make clean   Xóa mọi thứ đã sinh ra          remove all that was generated, .venv too'

# Twice: the second site offers the first as a copy to read without a network.
site: pages
	$(RUN) -m mkdocs build --strict --config-file offline.yml
	$(RUN) -m scripts build --offline build/offline
	$(RUN) -m mkdocs build --strict

pages: $(VENV)/site.stamp
	$(RUN) -m scripts build

# Pages are generated before the preview starts: after a change in schemas/, run `make pages` in a second terminal.
serve: pages
	$(RUN) -m mkdocs serve --livereload

check: $(VENV)/site.stamp
	$(RUN) -m scripts check

diff: $(VENV)/site.stamp
	@$(RUN) -m scripts diff $(DIFF_ARGS)

test: $(VENV)/test.stamp
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(RUN) -m mypy
	$(RUN) -m pytest $(PYTEST_ARGS)

bench: $(VENV)/test.stamp
	$(RUN) -m tests.bench

# The second lock is bound by the first, because both are installed into the same environment.
lock:
	$(LOCK) --output-file requirements/site.txt
	$(LOCK) --output-file requirements/test.txt --extra test --constraints requirements/site.txt

# .gitignore is the only list of generated files (a person's own ignore lists are left alone).
clean:
	git ls-files -z --others --ignored --exclude-from=.gitignore --directory | xargs -0 rm -rf

# ---- the environment: made once, filled again only when a lock changes ----

# A moved or upgraded Python leaves an environment that no longer starts; it is made anew.
ifneq ($(shell ($(RUN) -c 'print(1)') 2>/dev/null),1)
$(VENV)/pyvenv.cfg: broken-venv
endif

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Cần Python 3.11 trở lên; "$(PYTHON)" không có hoặc cũ hơn. Hãy chỉ rõ: make PYTHON=python3.12 …' >&2; \
	  echo 'Python 3.11 or later is needed; "$(PYTHON)" is missing or older. Name another: make PYTHON=python3.12 …' >&2; \
	  exit 1; }
	$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/site.stamp: requirements/site.txt $(VENV)/pyvenv.cfg
	$(PIP) -r $<
	@touch $@

# test.txt holds everything that site.txt does, in the same versions.
$(VENV)/test.stamp: requirements/test.txt $(VENV)/pyvenv.cfg
	$(PIP) -r $<
	@touch $@ $(VENV)/site.stamp
