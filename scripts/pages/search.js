/* Vietnamese for the theme's search, in place of the theme's own file, which knows neither words typed without marks nor
   words of several syllables. Each syllable is indexed without marks and as written, and so is each pair of neighbours:
   "to chuc" finds "tổ chức"; whoever types marks means them; syllables that stand together count most. */
(function (lunr) {
  "use strict";

  /* What abbreviations stand for; filled in from the schemas. */
  var LONG = {};

  var SHORT_FIELDS = 0.4;      // how much a word counts for more in few words than in many, 0 to 1
  var PAIR_WEIGHT = 8;         // of two syllables side by side, where one alone counts 1
  var IN_FULL_WEIGHT = 0.3;    // of abbreviations spelt out
  var FUNCTION_WORD_WEIGHT = 0.1;
  var PAGE_WEIGHT = 0.4;       // takes back that the theme counts a page 5 where it counts a section 2
  var TITLE_WEIGHT = 6;        // of a title that was asked for in all its words
  var COVER_POWER = 2;         // how soon a result falls behind that lacks some of the words

  function written(word) {
    return word.normalize("NFC").toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
  }

  /* Without marks; y alone behind consonants is i: tỷ and tỉ, kỹ and kĩ are the same word. */
  function bare(word) {
    return written(word).normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d")
      .replace(/^([bcdghklmnprstvx]+|qu)y$/, "$1i");
  }

  /* Terms of the index besides the bare syllable: as written, "to=tổ", and with its neighbour, "_to_chuc". */
  function marked(word) { return bare(word) + "=" + written(word); }
  function pair(first, second) { return "_" + first + "_" + second; }
  /* Stands once in each field and says how many words this has. */
  var LENGTH = "#";

  /* Words that say little by themselves, without marks; "ô" and "ở" are the same here, and so on. */
  var FUNCTION_WORDS = "ai cac co cho cua da duoc gi hay khi khong la nao nay nhung o the thi tu va ve".split(" ");
  var FILE_ENDING = /^(xlsx?|docx?|pdf|zip)$/;
  var long = {};
  Object.keys(LONG).forEach(function (short) { long[bare(short)] = LONG[short]; });

  // ---- the index

  function syllables(token, at, all) {
    var word = token.toString(), here = bare(word), next = all[at + 1], after = next ? bare(next.toString()) : "";
    function term(text) { return token.clone(function () { return text; }); }
    var terms = at ? [] : [term(LENGTH + all.length)];
    if (!here) return terms;
    terms.push(term(here));
    if (written(word) !== here) terms.push(term(marked(word)));
    /* A pair stands at both its syllables. */
    if (after) terms.push(new lunr.Token(pair(here, after), { position: [token.metadata.position, next.metadata.position] }));
    return terms;
  }

  lunr.Pipeline.registerFunction(syllables, "syllables-vi");

  lunr.vi = function () {
    this.b(SHORT_FIELDS);
    this.pipeline.reset();
    this.pipeline.add(syllables);
    this.searchPipeline.reset();
  };

  // ---- the query

  /* Numbers of rules and documents hold a hyphen: R1-2, 59-CV. */
  lunr.QueryLexer.termSeparator = /\s+/;

  function words(typed) { return typed.split(/\s+/).filter(bare); }

  /* Signs that mean something in the library's query language are only signs to those who type here. */
  lunr.QueryParser = function (typed, query) {
    this.parse = function () {
      words(typed).forEach(function (word) { query.clause({ term: bare(word) }); });
      return query;
    };
  };

  lunr.Index.prototype.search = function (typed) {
    var index = this, best = {};
    readings(index, words(typed)).forEach(function (reading) {
      look(index, reading).forEach(function (result) {
        if (!best[result.ref] || best[result.ref].score < result.score) best[result.ref] = result;
      });
    });
    return Object.keys(best).map(function (ref) { return best[ref]; });
  };

  /* The ways to understand what was typed: as it stands, taken apart (bieu12b, bieu-12b.xlsx), spelt out (TTHC). */
  function readings(index, asked) {
    var ways = [{ parts: asked.map(asItStands), weight: 1 }, { parts: asked.map(apart), weight: 1 }];
    /* Who asks what it stands for is best served where it stands. */
    if (!/(^| )la gi$/.test(asked.map(bare).join(" "))) ways.push({ parts: asked.map(inFull), weight: IN_FULL_WEIGHT });
    return ways.filter(function (way, at) {
      way.steps = steps(index, asked, way.parts);
      return way.steps.length && (!at || String(way.parts) !== String(ways[0].parts));
    });
  }

  function asItStands(word) { return [word]; }
  function apart(word) {
    if (FILE_ENDING.test(bare(word))) return [];
    /* Numbers of rules (R12-2) and of documents (59-CV) are no words with a number behind them. */
    return /^\p{L}{2}/u.test(bare(word)) ? word.match(/\p{N}+\p{L}*|[\p{L}\p{M}]+/gu) : [word];
  }
  function inFull(word) { return long[bare(word)] ? long[bare(word)].split(" ") : [word]; }

  /* What is looked for, syllable by syllable: `term` of the index; `from`, the typed word; `open` where nothing in the
     index ends like the last one, which may still be typed. */
  function steps(index, asked, parts) {
    var found = [];
    asked.forEach(function (word, at) {
      parts[at].forEach(function (part) {
        var here = bare(part), exact = known(index, marked(part));
        if (here) found.push({
          from: bare(word),
          syllable: here,
          term: exact ? marked(part) : here,
          weight: FUNCTION_WORDS.indexOf(here) < 0 ? 1 : FUNCTION_WORD_WEIGHT,
          open: false
        });
      });
    });
    var last = found[found.length - 1];
    if (last) last.open = !known(index, last.term);
    return found;
  }

  function known(index, term) { return term in index.invertedIndex; }

  function look(index, reading) {
    var results = index.query(function (query) {
      reading.steps.forEach(function (step, at) {
        var wildcard = step.open ? lunr.Query.wildcard.TRAILING : lunr.Query.wildcard.NONE;
        query.term(step.term, { boost: step.weight, wildcard: wildcard });
        var before = at ? reading.steps[at - 1] : step;
        if (before.weight * step.weight < FUNCTION_WORD_WEIGHT || !at) return;
        query.term(pair(before.syllable, step.syllable), {
          boost: PAIR_WEIGHT * before.weight * step.weight,
          wildcard: wildcard
        });
      });
    });
    results.forEach(function (result) {
      result.score *= reading.weight * Math.pow(covered(index, reading.steps, result.matchData.metadata), COVER_POWER);
      result.score *= 1 + TITLE_WEIGHT * ofTitle(index, reading.steps, result);
      if (result.ref.indexOf("#") < 0) result.score *= PAGE_WEIGHT;
      keepPlaces(reading.steps, result.matchData.metadata);
    });
    return results;
  }

  /* The share of what was asked that a result holds; rare syllables count for more. The theme strikes out typed words
     that it does not see among the terms of a result, so those that were read otherwise are added. */
  function covered(index, steps, found) {
    var terms = Object.keys(found), all = 0, held = 0;
    steps.forEach(function (step) {
      var weight = step.weight * rarity(index, step.syllable);
      all += weight;
      if (!terms.some(function (term) { return matches(step, term); })) return;
      held += weight;
      found[step.from] = found[step.from] || {};
    });
    return all && held / all;
  }

  /* How much of a result's title was asked for: "Nơi nhận" is nearer to what was meant than a long question with it. */
  function ofTitle(index, steps, result) {
    var found = result.matchData.metadata, held = steps.filter(function (step) {
      return Object.keys(found).some(function (term) { return matches(step, term) && found[term].title; });
    }).length;
    return held && Math.pow(held / titleLengths(index)[result.ref], 1.5);
  }

  function titleLengths(index) {
    if (!index.titleLengths) {
      index.titleLengths = {};
      Object.keys(index.invertedIndex).forEach(function (term) {
        if (term[0] === LENGTH) Object.keys(index.invertedIndex[term].title).forEach(function (ref) {
          index.titleLengths[ref] = Number(term.slice(1));
        });
      });
    }
    return index.titleLengths;
  }

  function matches(step, term) { return step.open ? term.indexOf(step.term) === 0 : term === step.term; }

  function rarity(index, term) {
    var entry = index.invertedIndex[term], count = 1;
    if (entry) index.fields.forEach(function (field) { count += Object.keys(entry[field]).length; });
    return Math.pow(Math.log(1 + 1000 / count), 2);
  }

  /* Where syllables were found side by side only these are marked, and no place twice. */
  function keepPlaces(steps, found) {
    var pairs = Object.keys(found).filter(function (term) { return term[0] === "_"; }), seen = {};
    function paired(at) {
      return at > 0 && at < steps.length && pairs.some(function (two) {
        return two.indexOf(pair(steps[at - 1].syllable, steps[at].syllable)) === 0;
      });
    }
    function alone(term) {
      return !steps.some(function (step, at) { return matches(step, term) && (paired(at) || paired(at + 1)); });
    }
    Object.keys(found).forEach(function (term) {
      var keep = term[0] === "_" || alone(term);
      Object.keys(found[term]).forEach(function (field) {
        var places = seen[field] || (seen[field] = {});
        /* A new object: the old one belongs to the index and serves the next query too. */
        found[term][field] = { position: found[term][field].position.flat().filter(function (place) {
          return keep && !places[place] && (places[place] = true);
        }) };
      });
    });
  }
})(self.lunr);
